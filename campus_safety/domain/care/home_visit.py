"""When a home visit 家访 counts, and as what (domain §2)."""

from collections.abc import Mapping
from enum import Enum


class Counted(str, Enum):
	"""What a visit counts as: a video call never fulfils the duty to go there, it is counted apart."""

	NOTHING = ""
	HOME = "Home Visit"  # 入户
	VIDEO = "Video"  # 视频


def counts_as(made: bool, video: bool, exempted: bool) -> Counted:
	"""Only a visit that was made counts; a video call only with the College Lead's exemption."""
	if not made or (video and not exempted):
		return Counted.NOTHING
	return Counted.VIDEO if video else Counted.HOME


def missing_in_report(report: Mapping[str, str | None]) -> list[str]:
	"""Fields still empty before a visit can be recorded; the reason why not may replace the signature."""
	missing = [field for field in ("family_situation", "findings") if not report.get(field)]
	if not report.get("guardian_signature") and not report.get("signature_refused_reason"):
		missing.append("guardian_signature")
	return missing
