//! Keys and what they do. The footer and the help are made from these tables, so they can not be wrong.

use std::fmt;

use crate::words;

/// A key as pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as the keyboard gives it: `?`, not Shift and `/`.
    Char(char),
    /// A character with Ctrl.
    Ctrl(char),
    /// The Enter key.
    Enter,
    /// The Escape key.
    Esc,
    /// The Tab key.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// The Backspace key.
    Backspace,
    /// The Delete key.
    Delete,
    /// The up arrow.
    Up,
    /// The down arrow.
    Down,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// The Page Up key.
    PageUp,
    /// The Page Down key.
    PageDown,
    /// The Home key.
    Home,
    /// The End key.
    End,
    /// A function key.
    F(u8),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Char(' ') => f.write_str(words::keys::SPACE),
            Key::Char(c) => write!(f, "{c}"),
            Key::Ctrl(c) => write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            Key::Enter => f.write_str(words::keys::ENTER),
            Key::Esc => f.write_str(words::keys::ESC),
            Key::Tab => f.write_str(words::keys::TAB),
            Key::BackTab => f.write_str(words::keys::BACK_TAB),
            Key::Backspace => f.write_str(words::keys::BACKSPACE),
            Key::Delete => f.write_str(words::keys::DELETE),
            Key::Up => f.write_str(words::keys::UP),
            Key::Down => f.write_str(words::keys::DOWN),
            Key::Left => f.write_str(words::keys::LEFT),
            Key::Right => f.write_str(words::keys::RIGHT),
            Key::PageUp => f.write_str(words::keys::PAGE_UP),
            Key::PageDown => f.write_str(words::keys::PAGE_DOWN),
            Key::Home => f.write_str(words::keys::HOME),
            Key::End => f.write_str(words::keys::END),
            Key::F(n) => write!(f, "F{n}"),
        }
    }
}

/// What a key, a click or a word of the linear mode asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One item or line up.
    Up,
    /// One item or line down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first item.
    Top,
    /// To the last item.
    Bottom,
    /// The section, child or choice before.
    Left,
    /// The section, child or choice after.
    Right,
    /// The link after.
    NextLink,
    /// The link before.
    PreviousLink,
    /// Open or follow what is focused.
    Open,
    /// Back to where you were.
    Back,
    /// Tick, or take a tick away.
    Tick,
    /// "Not for us."
    NotForUs,
    /// Write a note.
    Note,
    /// The next device.
    Device,
    /// Narrow the list.
    Filter,
    /// Search all pages.
    Search,
    /// The plan for a child.
    Plan,
    /// The ticks of another child.
    NextChild,
    /// Change what is focused.
    Edit,
    /// Copy what is focused.
    Copy,
    /// Open the address in a browser.
    Browser,
    /// Show a code that a phone can scan.
    Code,
    /// What to say, as cards.
    Talk,
    /// What people believe, and what is true.
    Myths,
    /// Take away what is focused.
    Remove,
    /// Put a step back to not done.
    Undo,
    /// Whom to ring, what to do first.
    HelpNow,
    /// All keys.
    Keys,
    /// The sections of a page.
    Sections,
    /// The sources of a page.
    Sources,
    /// The checklist of a page.
    Checklist,
    /// Another region.
    Region,
    /// The home screen.
    Home,
    /// Draw everything anew.
    Redraw,
    /// Stop for now, as shells do.
    Suspend,
    /// End.
    Quit,
    /// Clear the screen and end at once.
    Leave,
    /// An administrator wants out of a kiosk.
    WayOut,
}

/// Which keys do what when nobody is typing. The first key of an action is the one that is shown.
const COMMANDS: &[(Action, &[Key])] = &[
    (Action::Up, &[Key::Up, Key::Char('k')]),
    (Action::Down, &[Key::Down, Key::Char('j')]),
    (Action::PageUp, &[Key::PageUp, Key::Char('b'), Key::Ctrl('b'), Key::Ctrl('u')]),
    (Action::PageDown, &[Key::PageDown, Key::Ctrl('f'), Key::Ctrl('d')]),
    (Action::Top, &[Key::Home, Key::Char('g')]),
    (Action::Bottom, &[Key::End, Key::Char('G')]),
    (Action::Left, &[Key::Left, Key::Char('[')]),
    (Action::Right, &[Key::Right, Key::Char(']')]),
    (Action::NextLink, &[Key::Tab]),
    (Action::PreviousLink, &[Key::BackTab]),
    (Action::Open, &[Key::Enter]),
    (Action::Back, &[Key::Esc, Key::Backspace]),
    (Action::Tick, &[Key::Char(' ')]),
    (Action::NotForUs, &[Key::Char('n')]),
    (Action::Note, &[Key::Char('w')]),
    (Action::Device, &[Key::Char('d')]),
    (Action::Search, &[Key::Char('/')]),
    (Action::Filter, &[Key::Char('f')]),
    (Action::Plan, &[Key::Char('p')]),
    (Action::NextChild, &[Key::Char('a')]),
    (Action::Edit, &[Key::Char('e')]),
    (Action::Copy, &[Key::Char('y')]),
    (Action::Browser, &[Key::Char('o')]),
    (Action::Code, &[Key::Char('c')]),
    (Action::Talk, &[Key::Char('t')]),
    (Action::Myths, &[Key::Char('m')]),
    (Action::Remove, &[Key::Delete, Key::Char('D')]),
    (Action::Undo, &[Key::Char('u')]),
    (Action::HelpNow, &[Key::Char('!'), Key::F(1)]),
    (Action::Keys, &[Key::Char('?')]),
    (Action::Sections, &[Key::Char('i')]),
    (Action::Sources, &[Key::Char('s')]),
    (Action::Checklist, &[Key::Char('l')]),
    (Action::Region, &[Key::Char('r')]),
    (Action::Home, &[Key::Char('h')]),
    (Action::Redraw, &[Key::Ctrl('l')]),
    (Action::Suspend, &[Key::Ctrl('z')]),
    (Action::Quit, &[Key::Char('q'), Key::Ctrl('c'), Key::Ctrl('\\')]),
    (Action::Leave, &[Key::Char('x'), Key::F(10)]),
    (Action::WayOut, &[Key::Ctrl(']')]),
];

/// Which keys still do something while somebody types. Everything else is text or moves in it.
const WHILE_TYPING: &[(Action, &[Key])] = &[
    (Action::Open, &[Key::Enter]),
    (Action::Back, &[Key::Esc]),
    (Action::Up, &[Key::Up]),
    (Action::Down, &[Key::Down]),
    (Action::PageUp, &[Key::PageUp]),
    (Action::PageDown, &[Key::PageDown]),
    (Action::HelpNow, &[Key::F(1)]),
    (Action::Redraw, &[Key::Ctrl('l')]),
    (Action::Suspend, &[Key::Ctrl('z')]),
    (Action::Quit, &[Key::Ctrl('c'), Key::Ctrl('\\')]),
    (Action::Leave, &[Key::F(10)]),
    (Action::WayOut, &[Key::Ctrl(']')]),
];

/// What a key asks for; `typing` says that a text box has the keyboard.
pub fn lookup(key: Key, typing: bool) -> Option<Action> {
    let table = if typing { WHILE_TYPING } else { COMMANDS };
    table.iter().find(|(_, keys)| keys.contains(&key)).map(|(action, _)| *action)
}

/// The key that is shown for an action.
pub fn shown(action: Action, typing: bool) -> Option<Key> {
    let table = if typing { WHILE_TYPING } else { COMMANDS };
    table.iter().find(|(own, _)| *own == action).and_then(|(_, keys)| keys.first()).copied()
}

/// Every key of an action.
pub fn all(action: Action) -> &'static [Key] {
    COMMANDS.iter().find(|(own, _)| *own == action).map_or(&[], |(_, keys)| keys)
}

/// What an action is called in the help.
pub fn title(action: Action) -> &'static str {
    match action {
        Action::Up => words::actions::UP,
        Action::Down => words::actions::DOWN,
        Action::PageUp => words::actions::PAGE_UP,
        Action::PageDown => words::actions::PAGE_DOWN,
        Action::Top => words::actions::TOP,
        Action::Bottom => words::actions::BOTTOM,
        Action::Left => words::actions::LEFT,
        Action::Right => words::actions::RIGHT,
        Action::NextLink => words::actions::NEXT_LINK,
        Action::PreviousLink => words::actions::PREVIOUS_LINK,
        Action::Open => words::actions::OPEN,
        Action::Back => words::actions::BACK,
        Action::Tick => words::actions::TICK,
        Action::NotForUs => words::actions::NOT_FOR_US,
        Action::Note => words::actions::NOTE,
        Action::Device => words::actions::DEVICE,
        Action::Filter => words::actions::FILTER,
        Action::Search => words::actions::SEARCH,
        Action::Plan => words::actions::PLAN,
        Action::NextChild => words::actions::NEXT_CHILD,
        Action::Edit => words::actions::EDIT,
        Action::Copy => words::actions::COPY,
        Action::Browser => words::actions::BROWSER,
        Action::Code => words::actions::CODE,
        Action::Talk => words::actions::TALK,
        Action::Myths => words::actions::MYTHS,
        Action::Remove => words::actions::REMOVE,
        Action::Undo => words::actions::UNDO,
        Action::HelpNow => words::actions::HELP_NOW,
        Action::Keys => words::actions::KEYS,
        Action::Sections => words::actions::SECTIONS,
        Action::Sources => words::actions::SOURCES,
        Action::Checklist => words::actions::CHECKLIST,
        Action::Region => words::actions::REGION,
        Action::Home => words::actions::HOME,
        Action::Redraw => words::actions::REDRAW,
        Action::Suspend => words::actions::SUSPEND,
        Action::Quit => words::actions::QUIT,
        Action::Leave => words::actions::LEAVE,
        Action::WayOut => words::actions::WAY_OUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        for table in [COMMANDS, WHILE_TYPING] {
            let mut seen = std::collections::HashMap::new();
            for (action, keys) in table {
                for key in *keys {
                    assert_eq!(seen.insert(key, action), None, "{key}");
                }
            }
        }
    }

    #[test]
    fn no_letter_does_anything_while_typing() {
        for c in (' '..='~').chain(['é', '保']) {
            assert_eq!(lookup(Key::Char(c), true), None, "{c}");
        }
    }
}
