//! The age bands of children.

use crate::content::file::Ages;
use crate::words;

/// The age bands that a parent chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBand {
    /// Under 7.
    Under7,
    /// 7 to 10.
    From7,
    /// 11 to 13.
    From11,
    /// 14 and 15.
    From14,
    /// 16 and 17.
    From16,
}

impl AgeBand {
    /// All, the youngest first.
    pub const ALL: [AgeBand; 5] = [AgeBand::Under7, AgeBand::From7, AgeBand::From11, AgeBand::From14, AgeBand::From16];

    /// The name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            AgeBand::Under7 => "under-7",
            AgeBand::From7 => "7-10",
            AgeBand::From11 => "11-13",
            AgeBand::From14 => "14-15",
            AgeBand::From16 => "16-17",
        }
    }

    /// The words that readers see.
    pub fn title(self) -> &'static str {
        match self {
            AgeBand::Under7 => words::plan::UNDER_7,
            AgeBand::From7 => words::plan::FROM_7,
            AgeBand::From11 => words::plan::FROM_11,
            AgeBand::From14 => words::plan::FROM_14,
            AgeBand::From16 => words::plan::FROM_16,
        }
    }

    /// The ages in years.
    pub fn ages(self) -> Ages {
        let (from, to) = match self {
            AgeBand::Under7 => (0, 6),
            AgeBand::From7 => (7, 10),
            AgeBand::From11 => (11, 13),
            AgeBand::From14 => (14, 15),
            AgeBand::From16 => (16, 17),
        };
        Ages { from, to }
    }

    /// The band with this name.
    pub fn from_name(name: &str) -> Option<AgeBand> {
        AgeBand::ALL.into_iter().find(|band| band.name() == name)
    }
}
