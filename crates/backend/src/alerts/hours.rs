//! Hours of a week in which work is done.

use jiff::{
    Timestamp,
    civil::{Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Working hours: days, from when to when, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    days: Vec<Weekday>,
    from: Time,
    to: Time,
    zone: String,
    place: TimeZone,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    /// `mon` to `sun`.
    #[serde(default = "working_days")]
    days: Vec<String>,
    /// `08:00`.
    from: String,
    /// `20:00`; the hour itself is outside. Before `from` it is the next day's.
    to: String,
    /// Of the time zone database: `Europe/Madrid`.
    #[serde(default = "utc")]
    zone: String,
}

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

impl Hours {
    /// Whether a time, in seconds since 1970, is one of these hours.
    pub fn have(&self, at: u64) -> bool {
        let Ok(at) =
            i64::try_from(at).map_err(drop).and_then(|at| Timestamp::from_second(at).map_err(drop))
        else {
            return false;
        };
        let here = at.to_zoned(self.place.clone());
        let (day, time) = (here.weekday(), here.time());
        let is_after = |day| self.days.contains(&day) && time >= self.from;
        if self.from <= self.to {
            return is_after(day) && time < self.to;
        }
        // Over midnight: this evening's, or what is left of yesterday's.
        is_after(day) || (self.days.contains(&day.previous()) && time < self.to)
    }

    /// From an hour to an hour of every day, in UTC.
    pub(super) fn all_days(from: i8, to: i8) -> Option<Self> {
        let days = DAYS.iter().map(|(_, day)| *day).collect();
        let time = |hour| Time::new(hour, 0, 0, 0).ok();
        let (from, to) = (time(from)?, time(to)?);
        Some(Self { days, from, to, zone: utc(), place: TimeZone::UTC })
    }

    fn read(text: Text) -> Result<Self, String> {
        let day = |name: &String| DAYS.iter().find(|(short, _)| short == name).map(|(_, day)| *day);
        let days: Option<Vec<_>> = text.days.iter().map(day).collect();
        let time = |text: &str| {
            text.parse::<Time>().map_err(|_| format!("'{text}' is no time, as in 08:00"))
        };
        Ok(Self {
            days: days.ok_or("days are mon, tue, wed, thu, fri, sat and sun")?,
            from: time(&text.from)?,
            to: time(&text.to)?,
            place: place(&text.zone)?,
            zone: text.zone,
        })
    }
}

/// UTC needs no database, which a small container has not.
fn place(zone: &str) -> Result<TimeZone, String> {
    match zone {
        "UTC" => Ok(TimeZone::UTC),
        zone => TimeZone::get(zone)
            .map_err(|_| format!("'{zone}' is no time zone of this machine, as in Europe/Madrid")),
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(Text::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let name = |day: &Weekday| {
            DAYS.iter().find(|(_, known)| known == day).map(|(name, _)| (*name).into())
        };
        let text = |time: Time| time.strftime("%H:%M").to_string();
        let days = self.days.iter().filter_map(name).collect();
        let zone = self.zone.clone();
        Text { days, from: text(self.from), to: text(self.to), zone }.serialize(to)
    }
}

fn working_days() -> Vec<String> {
    DAYS.iter().take(5).map(|(name, _)| (*name).into()).collect()
}

fn utc() -> String {
    "UTC".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(days: &[&str], from: &str, to: &str, zone: &str) -> Result<Hours, String> {
        let days = days.iter().map(ToString::to_string).collect();
        Hours::read(Text { days, from: from.into(), to: to.into(), zone: zone.into() })
    }

    fn at(text: &str) -> u64 {
        u64::try_from(text.parse::<Timestamp>().unwrap().as_second()).unwrap()
    }

    #[test]
    fn hours_are_a_day_s_of_a_place() {
        let hours = hours(&["mon", "tue"], "08:00", "20:00", "UTC").unwrap();
        assert!(hours.have(at("2026-11-30T08:00:00Z")) && hours.have(at("2026-12-01T19:59:59Z")));
        assert!(!hours.have(at("2026-11-30T20:00:00Z")) && !hours.have(at("2026-11-29T12:00:00Z")));
    }

    #[test]
    fn a_night_belongs_to_its_evening() {
        let hours = hours(&["fri"], "22:00", "06:00", "UTC").unwrap();
        assert!(hours.have(at("2026-11-27T23:00:00Z")) && hours.have(at("2026-11-28T05:00:00Z")));
        assert!(!hours.have(at("2026-11-27T05:00:00Z")) && !hours.have(at("2026-11-28T23:00:00Z")));
    }

    #[test]
    fn what_is_no_hour_is_refused() {
        assert!(hours(&["monday"], "08:00", "20:00", "UTC").is_err());
        assert!(hours(&["mon"], "8 o'clock", "20:00", "UTC").is_err());
        assert!(hours(&["mon"], "08:00", "20:00", "Europe/Atlantis").is_err());
    }
}
