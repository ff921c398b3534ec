"""When a home visit counts, what its report needs, what counts as a photo."""

import io
from unittest import TestCase

from PIL import Image

from campus_safety.domain.care.home_visit import Counted, counts_as, missing_in_report
from campus_safety.domain.photo import PhotoFault, judge_photo

FULL = {
	"family_situation": "和睦",
	"findings": "无",
	"guardian_signature": "data:",
	"signature_refused_reason": "",
}


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
	held = io.BytesIO()
	Image.new("RGB", size).save(held, kind)
	return held.getvalue()


class TestCountsAs(TestCase):
	def test_table(self) -> None:
		for made, video, exempted, counted in (
			(False, False, False, Counted.NOTHING),
			(False, True, True, Counted.NOTHING),
			(True, False, False, Counted.HOME),
			(True, True, True, Counted.VIDEO),
			(True, True, False, Counted.NOTHING),
		):
			with self.subTest(made=made, video=video, exempted=exempted):
				self.assertIs(counts_as(made, video, exempted), counted)


class TestReport(TestCase):
	def test_table(self) -> None:
		for report, missing in (
			(FULL, []),
			({}, ["family_situation", "findings", "guardian_signature"]),
			(FULL | {"findings": ""}, ["findings"]),
			(FULL | {"guardian_signature": None}, ["guardian_signature"]),
			(FULL | {"guardian_signature": None, "signature_refused_reason": "不愿签字"}, []),
		):
			with self.subTest(report=report):
				self.assertEqual(missing_in_report(report), missing)


class TestPhoto(TestCase):
	def test_table(self) -> None:
		for content, name, fault in (
			(picture("JPEG"), "a.jpg", None),
			(picture("JPEG"), "A.JPEG", None),
			(picture("PNG"), "a.png", None),
			(picture("WEBP"), "a.webp", None),
			(picture("PNG"), "a.html", PhotoFault.OTHER_NAME),
			(picture("GIF"), "a.gif", PhotoFault.NOT_A_PICTURE),
			(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", PhotoFault.NOT_A_PICTURE),
			(b"", "a.png", PhotoFault.NOT_A_PICTURE),
			(picture("PNG")[:40], "a.png", PhotoFault.NOT_A_PICTURE),
			(picture("PNG") + b"\0" * 2 * 1024 * 1024, "a.png", PhotoFault.TOO_LARGE),
		):
			with self.subTest(name=name, size=len(content)):
				self.assertIs(judge_photo(content, name, limit_mb=1), fault)
