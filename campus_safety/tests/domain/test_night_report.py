from datetime import date
from unittest import TestCase

from campus_safety.domain.presence.night import Status as S
from campus_safety.domain.presence.night_report import Part, ReportState, Span, Trend, add_up, gather, span_of
from campus_safety.tests.domain.table import rows

FULL = Part("A", True, {S.IN: 10, S.LATE: 2, S.MISSING: 1, S.LEAVE: 3, S.INTERNSHIP: 4, S.OFF_CAMPUS: 5})
QUIET = Part("B", True, {S.IN: 7})
SILENT = Part("C", False, {S.IN: 9, S.LEAVE: 1})
MARKED = Part("D", False, {S.IN: 9, S.MISSING: 1})
NO_ROLL = Part("E", False)
EMPTY = Part("F", True)


class TestAddUp(TestCase):
	@rows(
		(
			# parts, (expected, present, late, missing, on leave), (buildings, reported), state
			((FULL,), (13, 12, 2, 1, 3), (1, 1), ReportState.REPORTED),
			((QUIET,), (7, 7, 0, 0, 0), (1, 1), ReportState.ZERO),
			((SILENT,), (9, None, None, None, 1), (1, 0), ReportState.NOT_REPORTED),
			((MARKED,), (10, None, None, 1, 0), (1, 0), ReportState.NOT_REPORTED),
			((NO_ROLL,), (None, None, None, None, None), (1, 0), ReportState.NOT_REPORTED),
			((QUIET, SILENT), (16, 7, 0, 0, 1), (2, 1), ReportState.PARTLY),
			((FULL, QUIET), (20, 19, 2, 1, 3), (2, 2), ReportState.REPORTED),
			((QUIET, NO_ROLL), (7, 7, 0, 0, 0), (2, 1), ReportState.PARTLY),
			((EMPTY,), (0, 0, 0, 0, 0), (1, 1), ReportState.ZERO),  # nobody is staying, and that is reported
			((), (None, None, None, None, None), (0, 0), ReportState.NOT_REPORTED),
		)
	)
	def test_figures(self, parts, figures, buildings, state) -> None:
		found = add_up(parts)
		self.assertEqual((found.expected, found.present, found.late, found.missing, found.on_leave), figures)
		self.assertEqual((found.buildings, found.reported), buildings)
		self.assertEqual(found.state, state)

	def test_explained_ones_are_told_apart(self) -> None:
		found = add_up((FULL, QUIET))
		self.assertEqual((found.internship, found.off_campus), (4, 5))


class TestTrends(TestCase):
	@rows(
		(
			(date(2026, 11, 25), "Night", Span(date(2026, 11, 25), date(2026, 11, 25))),
			(date(2026, 11, 25), "Week", Span(date(2026, 11, 23), date(2026, 11, 29))),
			(date(2026, 11, 23), "Week", Span(date(2026, 11, 23), date(2026, 11, 29))),
			(date(2027, 1, 1), "Week", Span(date(2026, 12, 28), date(2027, 1, 3))),
			(date(2028, 2, 29), "Month", Span(date(2028, 2, 1), date(2028, 2, 29))),
			(date(2026, 12, 31), "Month", Span(date(2026, 12, 1), date(2026, 12, 31))),
		)
	)
	def test_spans(self, night: date, by: str, span: Span) -> None:
		self.assertEqual(span_of(night, by), span)

	def test_an_unknown_span_is_refused(self) -> None:
		self.assertRaises(ValueError, span_of, date(2026, 11, 25), "Year")

	def test_gathered_in_order(self) -> None:
		found = gather(
			{
				date(2026, 12, 1): Trend(1, 3, 3, 1, 0),
				date(2026, 11, 30): Trend(1, 3, 2, 0, 2),
				date(2026, 11, 29): Trend(1, 3, 3, 0, 0),
			},
			"Week",
		)
		self.assertEqual(list(found.values()), [Trend(1, 3, 3, 0, 0), Trend(2, 6, 5, 1, 2)])
		self.assertEqual([trend.report_rate for trend in found.values()], [100.0, 83.3])

	def test_nothing_due_has_no_rate(self) -> None:
		self.assertIsNone(Trend(1, 0, 0, 0, 0).report_rate)
