//! Dates, as receipts and logs write them.

/// `ms` since 1970 in ISO 8601, UTC: `2026-11-22T09:59:58.120Z`.
pub fn iso(ms: u64) -> String {
    let (days, rest) = (ms / 86_400_000, ms % 86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1_000 % 60, rest % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// What [`iso`] wrote.
pub(crate) fn from_iso(text: &str) -> Option<u64> {
    let digits = |at: usize, end: usize| text.get(at..end)?.parse::<u64>().ok();
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let (hour, minute) = (digits(11, 13)?, digits(14, 16)?);
    let (second, milli) = (digits(17, 19)?, digits(20, 23)?);
    // What has no place in the calendar is no date, whatever it would count up to.
    let is_dated = year >= 1970 && (1..=12).contains(&month) && day > 0;
    let days = is_dated.then(|| days_before(year, month) + day - 1)?;
    let ms = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + milli;
    // One spelling of each moment, and no 30th of February.
    (iso(ms) == text).then_some(ms)
}

/// The date of a day counted from 1970-01-01 (Gregorian calendar).
fn civil(days: u64) -> (u64, u64, u64) {
    let mut year = 1970 + days / 366;
    while days_before(year + 1, 1) <= days {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days_before(year, month + 1) <= days {
        month += 1;
    }
    (year, month, days - days_before(year, month) + 1)
}

/// The days from 1970-01-01 to the first of a month.
fn days_before(year: u64, month: u64) -> u64 {
    const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let past = year - 1;
    let leap_days = (past / 4 - past / 100 + past / 400) - 477;
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let index = usize::try_from(month - 1).unwrap_or_default().min(11);
    (year - 1970) * 365 + leap_days + BEFORE[index] + u64::from(is_leap && month > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_javascript_does() {
        // By `new Date(ms).toISOString()`.
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_123, "2000-02-29T00:00:00.123Z"),
            (1_795_341_598_120, "2026-11-22T09:59:58.120Z"),
            (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(iso(ms), text);
            assert_eq!(from_iso(text), Some(ms));
        }
    }

    #[test]
    fn every_day_is_read_as_it_was_written() {
        for day in 0..200 * 366 {
            let ms = day * 86_400_000 + day % 86_400_000;
            assert_eq!(from_iso(&iso(ms)), Some(ms));
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for bad in [
            "2026-02-30T00:00:00.000Z",
            "2026-11-22T09:59:58Z",
            "2026-11-22T09:59:58.120+00:00",
            "2026-11-22 09:59:58.120Z",
            "2026-13-22T09:59:58.120Z",
            "2026-11-22T24:00:00.000Z",
            "1969-11-22T09:59:58.120Z",
            "2026-11-00T09:59:58.120Z",
            "+026-11-22T09:59:58.120Z",
            "",
            "é",
        ] {
            assert_eq!(from_iso(bad), None, "{bad}");
        }
    }
}
