//! Dates as the content files write them: whole days, and months or years where no day is known.
//!
//! Nothing here reads a clock: "today" is always handed in.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar day, written in TOML as a date without quotes: `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Day {
    /// The day of a moment, in UTC.
    pub fn of(moment: jiff::Timestamp) -> Day {
        Day(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The same day `months` later (the last day of the month where that day does not exist).
    pub fn plus_months(self, months: i32) -> Day {
        Day(self.0.saturating_add(jiff::Span::new().months(months)))
    }

    /// The day `days` later, or earlier when negative.
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Whole days from `other` to this day; negative when this day is earlier.
    pub fn days_since(self, other: Day) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }

    /// The day in words: "22 November 2026".
    pub fn in_words(self) -> String {
        [&self.0.day().to_string(), month_name(self.0.month()), &self.0.year().to_string()].join(" ")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        text.parse().map(Day).map_err(|_| format!("`{text}` is not a date; write it like 2026-11-22"))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_any(DayVisitor)
    }
}

/// Reads the text of a date: packed documents have dates as texts.
struct DayVisitor;

impl<'de> de::Visitor<'de> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date without quotes, like 2026-11-22")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Day, E> {
        text.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "description": "A date without quotes, like 2026-11-22."
        })
    }
}

/// When something was last known to be so: a month, a year, or not known.
///
/// Sources often show no day. Written in TOML as `"2026-01"`, `"2024"` or `"unknown"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// A month of a year.
    Month(i16, i8),
    /// A year only.
    Year(i16),
    /// The source shows no date.
    Unknown,
}

impl AsOf {
    /// The last day that this could mean; `None` when it is not known.
    pub fn last_day(self) -> Option<Day> {
        let (year, month) = match self {
            AsOf::Month(year, month) => (year, month),
            AsOf::Year(year) => (year, 12),
            AsOf::Unknown => return None,
        };
        Date::new(year, month, 1).ok().map(|d| Day(d.last_of_month()))
    }

    /// The first day that this could mean; `None` when it is not known.
    pub fn first_day(self) -> Option<Day> {
        let (year, month) = match self {
            AsOf::Month(year, month) => (year, month),
            AsOf::Year(year) => (year, 1),
            AsOf::Unknown => return None,
        };
        Date::new(year, month, 1).ok().map(Day)
    }

    /// True when more than a year has passed between this and `today`, or when the date is not known.
    pub fn older_than_a_year(self, today: Day) -> bool {
        self.last_day().is_none_or(|last| last.plus_months(12) < today)
    }

    /// In words: "January 2026", "2024", "a date that is not known".
    pub fn in_words(self) -> String {
        match self {
            AsOf::Month(year, month) => format!("{} {year}", month_name(month)),
            AsOf::Year(year) => year.to_string(),
            AsOf::Unknown => "a date that is not known".to_owned(),
        }
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AsOf::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            AsOf::Year(year) => write!(f, "{year:04}"),
            AsOf::Unknown => f.write_str("unknown"),
        }
    }
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<AsOf, String> {
        let bad = || format!("`{text}` is not a month or a year; write \"2026-01\", \"2026\" or \"unknown\"");
        if text == "unknown" {
            return Ok(AsOf::Unknown);
        }
        let number = |part: &str, len: usize| -> Result<i16, String> {
            if part.len() != len || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(bad());
            }
            part.parse().map_err(|_| bad())
        };
        match text.split_once('-') {
            None => Ok(AsOf::Year(number(text, 4)?)),
            Some((year, month)) => {
                let (year, month) = (number(year, 4)?, number(month, 2)?);
                if !(1..=12).contains(&month) {
                    return Err(bad());
                }
                Ok(AsOf::Month(year, month as i8))
            }
        }
    }
}

impl<'de> Deserialize<'de> for AsOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AsOf, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for AsOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for AsOf {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AsOf".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^([0-9]{4}(-(0[1-9]|1[0-2]))?|unknown)$",
            "description": "A month like \"2026-01\", a year like \"2024\", or \"unknown\"."
        })
    }
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_old_a_year_after_its_last_day() {
        let seen: AsOf = "2025-11".parse().unwrap();
        assert!(!seen.older_than_a_year(day("2026-11-30")));
        assert!(seen.older_than_a_year(day("2026-12-01")));
    }

    #[test]
    fn an_unknown_date_counts_as_old() {
        assert!(AsOf::Unknown.older_than_a_year(day("2026-11-25")));
    }

    #[test]
    fn what_is_not_a_month_is_refused() {
        for text in ["2026-13", "2026-1", "26", "last year", "", "2026-00", "+026"] {
            assert!(text.parse::<AsOf>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_and_said_in_words() {
        assert_eq!(day("2026-03-01").days_since(day("2026-02-28")), 1);
        assert_eq!(day("2026-11-30").plus_months(3), day("2027-02-28"));
        assert_eq!(day("2026-11-05").in_words(), "5 November 2026");
    }
}
