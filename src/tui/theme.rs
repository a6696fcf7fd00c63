//! What roles look like: in the terminal's own colours, in fixed dark or light ones, or without any colour.
//!
//! Colour never carries meaning alone: every role that has one also has words, a mark or a weight.

use ratatui::style::{Color, Modifier, Style};

use crate::layout::Role;
use crate::settings::Scheme;

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None, or none wanted.
    None,
    /// 16.
    Ansi,
    /// 256.
    Indexed,
    /// 16 million.
    True,
}

impl Depth {
    /// The depth that the environment speaks of. Nothing is asked of the terminal, so nothing is waited for.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Depth {
        Depth::with_reason(get).0
    }

    /// The same, with what decided it: the name of a variable, or nothing where there was nothing to go by.
    pub fn with_reason(get: impl Fn(&str) -> Option<String>) -> (Depth, Option<&'static str>) {
        // https://no-color.org: present and not empty.
        if get("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return (Depth::None, Some("NO_COLOR"));
        }
        let term = get("TERM").unwrap_or_default();
        if term.is_empty()
            || term == "dumb"
            || term.starts_with("vt")
            || term.ends_with("-mono")
            || term.ends_with("-m")
        {
            return (Depth::None, (!term.is_empty()).then_some("TERM"));
        }
        match get("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => (Depth::True, Some("COLORTERM")),
            _ if term.ends_with("-direct") => (Depth::True, Some("TERM")),
            _ if term.contains("256") => (Depth::Indexed, Some("TERM")),
            _ => (Depth::Ansi, Some("TERM")),
        }
    }
}

/// Colours of one meaning in three depths.
#[derive(Clone, Copy)]
struct Paint {
    rgb: (u8, u8, u8),
    indexed: u8,
    ansi: Color,
}

const fn paint(rgb: (u8, u8, u8), indexed: u8, ansi: Color) -> Paint {
    Paint { rgb, indexed, ansi }
}

/// The colours of a fixed scheme. Each text colour has a contrast of at least 4.5 : 1 against its background
/// (WCAG 2.2, success criterion 1.4.3); a test computes it.
struct Palette {
    back: Paint,
    text: Paint,
    quiet: Paint,
    heading: Paint,
    link: Paint,
    menu: Paint,
    care: Paint,
    danger: Paint,
    good: Paint,
    bar: Paint,
}

const DARK: Palette = Palette {
    back: paint((24, 26, 32), 234, Color::Black),
    text: paint((228, 228, 222), 254, Color::White),
    quiet: paint((160, 164, 172), 248, Color::Gray),
    heading: paint((150, 205, 255), 117, Color::LightCyan),
    link: paint((130, 190, 255), 111, Color::LightBlue),
    menu: paint((240, 208, 130), 222, Color::LightYellow),
    care: paint((255, 196, 110), 215, Color::LightYellow),
    danger: paint((255, 150, 140), 210, Color::LightRed),
    good: paint((150, 220, 160), 114, Color::LightGreen),
    bar: paint((110, 170, 220), 74, Color::LightBlue),
};

const LIGHT: Palette = Palette {
    back: paint((250, 249, 245), 231, Color::White),
    text: paint((32, 34, 40), 235, Color::Black),
    quiet: paint((92, 96, 104), 240, Color::DarkGray),
    heading: paint((0, 74, 140), 24, Color::Blue),
    link: paint((0, 82, 165), 25, Color::Blue),
    menu: paint((110, 70, 0), 58, Color::Magenta),
    care: paint((140, 72, 0), 94, Color::Magenta),
    danger: paint((172, 20, 28), 124, Color::Red),
    good: paint((0, 102, 40), 22, Color::Blue),
    bar: paint((40, 110, 175), 25, Color::Blue),
};

/// Styles for a scheme and a depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    scheme: Scheme,
    depth: Depth,
}

impl Theme {
    /// The theme for a scheme on a terminal.
    pub fn new(scheme: Scheme, depth: Depth) -> Theme {
        Theme { scheme, depth: if scheme == Scheme::Plain { Depth::None } else { depth } }
    }

    fn palette(self) -> Option<&'static Palette> {
        match (self.scheme, self.depth) {
            (_, Depth::None) => None,
            (Scheme::Dark, _) => Some(&DARK),
            (Scheme::Light, _) => Some(&LIGHT),
            (Scheme::Auto | Scheme::Plain, _) => None,
        }
    }

    fn color(self, paint: Paint) -> Color {
        match self.depth {
            Depth::True => Color::Rgb(paint.rgb.0, paint.rgb.1, paint.rgb.2),
            Depth::Indexed => Color::Indexed(paint.indexed),
            Depth::Ansi | Depth::None => paint.ansi,
        }
    }

    /// A style from the fixed scheme's colour, or from the terminal's own.
    fn pick(self, fixed: fn(&Palette) -> Paint, own: Option<Color>) -> Style {
        match (self.palette(), own) {
            (Some(palette), _) => Style::new().fg(self.color(fixed(palette))),
            (None, Some(color)) if self.depth != Depth::None => Style::new().fg(color),
            (None, _) => Style::new(),
        }
    }

    /// The whole screen.
    pub fn base(self) -> Style {
        match self.palette() {
            Some(palette) => Style::new().fg(self.color(palette.text)).bg(self.color(palette.back)),
            None => Style::new(),
        }
    }

    /// A role of running text.
    pub fn role(self, role: Role) -> Style {
        match role {
            Role::Text => Style::new(),
            Role::Stress | Role::Label => Style::new().add_modifier(Modifier::BOLD),
            Role::Menu => self.pick(|p| p.menu, None).add_modifier(Modifier::BOLD),
            Role::Link(_) => self.pick(|p| p.link, Some(Color::Blue)).add_modifier(Modifier::UNDERLINED),
            Role::Quiet => self.quiet(),
            Role::Heading(1 | 2) => self.heading(),
            Role::Heading(_) => Style::new().add_modifier(Modifier::BOLD),
            Role::Contact(_) => self.pick(|p| p.good, Some(Color::Green)).add_modifier(Modifier::BOLD),
            Role::Care => self.pick(|p| p.care, Some(Color::Magenta)),
            Role::Danger => self.danger(),
            Role::Good => self.pick(|p| p.good, Some(Color::Green)),
            Role::Bar => self.pick(|p| p.bar, Some(Color::Blue)),
        }
    }

    /// Small print. The terminal's own "dim" is hard to read on many; the default colour is used instead.
    pub fn quiet(self) -> Style {
        self.pick(|p| p.quiet, None)
    }

    /// Headings and the program's name.
    pub fn heading(self) -> Style {
        self.pick(|p| p.heading, Some(Color::Cyan)).add_modifier(Modifier::BOLD)
    }

    /// Danger, and the way to help.
    pub fn danger(self) -> Style {
        self.pick(|p| p.danger, Some(Color::Red)).add_modifier(Modifier::BOLD)
    }

    /// The focused item.
    pub fn focus(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// What was looked for, where it was found.
    pub fn found(self) -> Style {
        self.pick(|p| p.menu, None).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The two colours of a code that phones read, dark and light, whatever the scheme: they need black on white.
    fn code(self) -> Option<(Color, Color)> {
        match self.depth {
            Depth::None => None,
            Depth::Ansi => Some((Color::Black, Color::White)),
            Depth::Indexed => Some((Color::Indexed(16), Color::Indexed(231))),
            Depth::True => Some((Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255))),
        }
    }

    /// Two modules of a code in one cell, each dark or light.
    ///
    /// Without colours, light is drawn and dark is left empty, as fits the more common dark terminals.
    pub fn half_modules(self, upper_dark: bool, lower_dark: bool) -> (&'static str, Style) {
        match (self.code(), upper_dark, lower_dark) {
            (Some((dark, light)), ..) => {
                let color = |is_dark: bool| if is_dark { dark } else { light };
                ("▀", Style::new().fg(color(upper_dark)).bg(color(lower_dark)))
            }
            (None, true, true) => (" ", Style::new()),
            (None, false, true) => ("▀", Style::new()),
            (None, true, false) => ("▄", Style::new()),
            (None, false, false) => ("█", Style::new()),
        }
    }

    /// A module of a code as an empty cell.
    pub fn module(self, is_dark: bool) -> Style {
        match (self.code(), is_dark) {
            (Some((dark, light)), _) => Style::new().bg(if is_dark { dark } else { light }),
            (None, true) => Style::new(),
            (None, false) => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// The filled part of a gauge.
    pub fn gauge(self) -> Style {
        self.role(Role::Bar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_colour_is_readable_on_its_background() {
        for (name, p) in [("dark", &DARK), ("light", &LIGHT)] {
            for (role, paint) in [
                ("text", p.text),
                ("quiet", p.quiet),
                ("heading", p.heading),
                ("link", p.link),
                ("menu", p.menu),
                ("care", p.care),
                ("danger", p.danger),
                ("good", p.good),
            ] {
                let ratio = contrast(paint.rgb, p.back.rgb);
                assert!(ratio >= 4.5, "{name} {role}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn no_colour_means_none() {
        let env = |name: &str| match name {
            "NO_COLOR" => Some("1".to_owned()),
            "TERM" => Some("xterm-256color".to_owned()),
            _ => None,
        };
        assert_eq!(Depth::from_env(env), Depth::None);
        for scheme in [Scheme::Auto, Scheme::Dark, Scheme::Light, Scheme::Plain] {
            let theme = Theme::new(scheme, Depth::None);
            for role in [Role::Text, Role::Link(0), Role::Care, Role::Danger, Role::Heading(1), Role::Bar] {
                assert_eq!((theme.role(role).fg, theme.role(role).bg), (None, None), "{scheme:?} {role:?}");
            }
            assert_eq!(theme.base(), Style::new());
        }
    }

    #[test]
    fn the_depth_comes_from_the_environment() {
        let depth = |term: &str, colorterm: Option<&str>| {
            let (term, colorterm) = (term.to_owned(), colorterm.map(str::to_owned));
            Depth::from_env(move |name| match name {
                "TERM" => Some(term.clone()),
                "COLORTERM" => colorterm.clone(),
                _ => None,
            })
        };
        assert_eq!(depth("xterm-256color", Some("truecolor")), Depth::True);
        assert_eq!(depth("xterm-256color", None), Depth::Indexed);
        assert_eq!(depth("linux", None), Depth::Ansi);
        assert_eq!(depth("vt100", None), Depth::None);
        assert_eq!(depth("dumb", Some("truecolor")), Depth::None);
    }
}
