//! The licences of everything that is in the binary, as Debian's machine-readable copyright file.
//!
//! `packaging/debian/copyright` is made here from what cargo knows and from the licence files of the dependencies;
//! a test fails when it is out of date, and `BLESS=1 cargo test` makes it again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::generated::same;

/// Licences that can be chosen, the first that is offered: as cargo and as Debian name them.
const CHOICES: [(&str, &str); 3] = [("MIT", "Expat"), ("Apache-2.0", "Apache-2.0"), ("Zlib", "Zlib")];

/// The text of each licence. Debian has the longest ones on every system, and wants them referred to.
const TEXTS: [(&str, &str); 11] = [
    ("Apache-2.0", "On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0."),
    (
        "Apache-2.0 with LLVM exception",
        concat!(
            "On Debian systems the full text of the licence is in /usr/share/common-licenses/Apache-2.0.\n\n",
            include_str!("../../packaging/licences/LLVM-exception.txt")
        ),
    ),
    ("BSD-3-clause", include_str!("../../packaging/licences/glibc-BSD.txt")),
    ("CC-BY-4.0", include_str!("../../packaging/licences/CC-BY-4.0.txt")),
    ("DEC", include_str!("../../packaging/licences/glibc-DEC.txt")),
    ("Expat", MIT),
    (
        "GPL-3+ with GCC Runtime Library exception",
        concat!(
            "Libgcc is free software; you can redistribute it and/or modify it under the terms of the GNU General\n",
            "Public License as published by the Free Software Foundation; either version 3, or (at your option) any\n",
            "later version, with the additional permissions below.\n\n",
            "On Debian systems the full text of the licence is in /usr/share/common-licenses/GPL-3.\n\n",
            include_str!("../../packaging/licences/GCC-exception.txt")
        ),
    ),
    ("ISC", include_str!("../../packaging/licences/glibc-ISC.txt")),
    (
        "LGPL-2.1+",
        concat!(
            "The GNU C Library is free software; you can redistribute it and/or modify it under the terms of the GNU\n",
            "Lesser General Public License as published by the Free Software Foundation; either version 2.1 of the\n",
            "License, or (at your option) any later version.\n\n",
            "On Debian systems the full text is in /usr/share/common-licenses/LGPL-2.1."
        ),
    ),
    ("Unicode-3.0", include_str!("../../packaging/licences/Unicode-3.0.txt")),
    ("Zlib", include_str!("../../packaging/licences/Zlib.txt")),
];
const MIT: &str = include_str!("../../packaging/licences/MIT.txt");

/// A part of Rust's standard library: the names of its files in the toolchain, whose it is, and its licence. Cargo
/// does not know these. From the licence files of the crates, and from `COPYRIGHT-library.html` of the toolchain.
struct Standard {
    files: &'static [&'static str],
    copyright: &'static [&'static str],
    licence: &'static str,
}

const RUST: &[&str] = &["The Rust Project Developers (see https://thanks.rust-lang.org)"];

const STANDARD: &[Standard] = &[
    Standard { files: &["addr2line"], copyright: &["2016-2018 The gimli Developers"], licence: "Expat" },
    Standard { files: &["adler2"], copyright: &["Jonas Schievink <jonasschievink@gmail.com>"], licence: "Expat" },
    Standard {
        files: &["alloc", "core", "std", "std_detect", "panic_abort", "panic_unwind", "unwind"],
        copyright: RUST,
        licence: "Expat",
    },
    Standard { files: &["cfg_if"], copyright: &["2014 Alex Crichton"], licence: "Expat" },
    Standard {
        files: &["compiler_builtins"],
        copyright: &[
            "2009-2016 the contributors listed in CREDITS.TXT of LLVM's compiler-rt",
            "2018 Jorge Aparicio (libm)",
            "1993, 2004 Sun Microsystems, Inc. (libm)",
            "2005 David Schultz (libm)",
            "2021-2022 Alexei Sibidanov (libm)",
            "The Rust Project Developers (see https://thanks.rust-lang.org)",
        ],
        licence: "Expat and Apache-2.0 with LLVM exception",
    },
    Standard { files: &["gimli"], copyright: &["2015 The Rust Project Developers"], licence: "Expat" },
    Standard { files: &["hashbrown"], copyright: &["2016 Amanieu d'Antras"], licence: "Expat" },
    Standard { files: &["libc"], copyright: &["The Rust Project Developers"], licence: "Expat" },
    Standard { files: &["memchr"], copyright: &["2015 Andrew Gallant"], licence: "Expat" },
    Standard {
        files: &["miniz_oxide"],
        copyright: &[
            "2017-2020 Frommi",
            "2017-2024 oyvindln",
            "2010-2014 Rich Geldreich and Tenacious Software LLC",
            "2013-2014 RAD Game Tools and Valve Software",
        ],
        licence: "Expat",
    },
    Standard { files: &["object"], copyright: &["2015 The Gimli Developers"], licence: "Expat" },
    Standard { files: &["rustc_demangle"], copyright: &["2014 Alex Crichton"], licence: "Expat" },
];

/// What the linker puts in besides, where the program is linked statically. Which files of the C library those are, the
/// linker's map tells (`-C link-arg=-Wl,-Map=FILE`). From glibc's file `LICENSES`, and from the copyright files of
/// Debian's libc6 and libgcc-s1.
struct Linked {
    files: &'static [&'static str],
    copyright: &'static [&'static str],
    licence: &'static str,
    comment: &'static str,
}

const LINKED: [Linked; 3] = [
    Linked {
        files: &["glibc/*"],
        copyright: &["Free Software Foundation, Inc., and the contributors to the GNU C Library"],
        licence: "LGPL-2.1+",
        comment: "The GNU C Library is used in this program, and this licence covers it. It is linked statically, unchanged, as\n \
            it was on the system that the program was built on; grep -ao 'GNU C Library ([^)]*)' handhold tells which.\n \
            (Built with HANDHOLD_LINK=shared, the program has neither it nor the parts below in it.)\n \
            Section 6 of the licence asks that whoever has the program can link it again with a changed C library.\n \
            Everything for that is there: the complete source of the program, and `cargo build --release`, which links\n \
            it with the C library that it finds. The Expat licence allows that, and taking the program apart. The\n \
            source of the C library is where the system is from (on Debian: apt-get source glibc) and at\n \
            https://sourceware.org/glibc/. Whoever hands the program on gives this text and that of the licence with\n \
            it, and says where both sources are.",
    },
    Linked {
        files: &["glibc/inet/*", "glibc/nss/*", "glibc/resolv/*"],
        copyright: &[
            "Free Software Foundation, Inc., and the contributors to the GNU C Library",
            "1983-1995 The Regents of the University of California",
            "1993 Digital Equipment Corporation",
            "1996-1999 Internet Software Consortium",
        ],
        licence: "LGPL-2.1+ and BSD-3-clause and DEC and ISC",
        comment: "Code from 4.4 BSD and from BIND is among these.",
    },
    Linked {
        files: &["libgcc/*"],
        copyright: &["Free Software Foundation, Inc."],
        licence: "GPL-3+ with GCC Runtime Library exception",
        comment: "The exception lets the whole be handed on under the other licences named here.",
    },
];

/// Parts of the standard library that are not in the binary: for tests, procedural macros, profiles, or empty.
const NOT_IN_THE_BINARY: &[&str] = &[
    "getopts",
    "proc_macro",
    "profiler_builtins",
    "rustc_literal_escaper",
    "rustc_std_workspace_alloc",
    "rustc_std_workspace_core",
    "rustc_std_workspace_std",
    "sysroot",
    "test",
];

/// The one platform that the file is made for, wherever the test runs: that of the package.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

fn cargo(args: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let out = Command::new(cargo).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(out.status.success(), "cargo {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The crates whose code is in the binary, as "name version". Of procedural macros only what they write is, not what
/// they are made with.
fn in_the_binary(packages: &[Value]) -> BTreeSet<String> {
    let tree = |edges: &str| -> BTreeSet<String> {
        let args = ["tree", "--locked", "--prefix", "none", "--format", "{p}", "--edges", edges, "--target", PLATFORM];
        let text = cargo(&args);
        text.lines()
            .filter_map(|line| line.split_once(" v"))
            .map(|(name, rest)| format!("{name} {}", first(rest)))
            .collect()
    };
    let is_macro = |id: &str| {
        let found = packages.iter().find(|package| id_of(package) == id);
        found.is_some_and(|package| {
            package["targets"].as_array().unwrap().iter().any(|target| target["kind"][0] == "proc-macro")
        })
    };
    let mut out = tree("normal,no-proc-macro");
    out.extend(tree("normal").into_iter().filter(|id| is_macro(id)));
    out.retain(|id| !id.starts_with("handhold "));
    out
}

fn first(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

fn id_of(package: &Value) -> String {
    format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
}

/// Letters and digits only, to compare texts that are broken into lines in other ways.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The licence that we choose of those that the crate offers, as Debian names it.
fn chosen(name: &str, offered: &str) -> &'static str {
    let offers = offered.replace('/', " OR ");
    let offers: Vec<&str> = offers.split(" OR ").map(str::trim).collect();
    let choice = CHOICES.iter().find(|(cargo, _)| offers.contains(cargo));
    let (_, debian) = choice.unwrap_or_else(|| {
        panic!("{name} is under {offered:?}: add the licence to CHOICES and its text to TEXTS, or do without the crate")
    });
    debian
}

/// Whose a crate is: the lines of its licence files, else its authors.
fn copyright(package: &Value, licence: &str) -> Vec<String> {
    let name = package["name"].as_str().unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .filter(|path| {
            let file = path.file_name().unwrap().to_string_lossy().to_uppercase();
            path.is_file() && ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT"].iter().any(|start| file.starts_with(start))
        })
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    // What we print must be what they wrote. A crate without a licence file has only named it.
    if licence == "Expat" && !texts.is_empty() {
        let is_there = texts.iter().any(|text| letters(text).contains(&letters(MIT)));
        assert!(is_there, "{name} offers MIT, and none of its files has the words of packaging/licences/MIT.txt");
    }
    let mut lines: Vec<String> = Vec::new();
    let authors = package["authors"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>();
    let somebody = if authors.is_empty() { format!("the developers of {name}") } else { authors.join(", ") };
    for line in texts.iter().flat_map(|text| text.lines()) {
        let Some(rest) = line.trim().strip_prefix("Copyright ") else { continue };
        let rest = rest.trim_start_matches("(c)").trim_start_matches("(C)").trim();
        // The Apache licence's own example of a line.
        if rest.contains("[yyyy]") || rest.contains("{yyyy}") {
            continue;
        }
        let only_years = rest.chars().all(|c| c.is_ascii_digit() || "-, ".contains(c));
        lines.push(if only_years { format!("{rest} {somebody}") } else { rest.to_owned() });
    }
    if lines.is_empty() {
        lines.push(somebody);
    }
    lines.dedup();
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}

/// A field of several lines.
fn field(out: &mut String, name: &str, lines: &[String]) {
    let _ = writeln!(out, "{name}: {}", lines[0]);
    for line in &lines[1..] {
        let _ = writeln!(out, " {line}");
    }
}

fn paragraph(out: &mut String, files: &[String], copyright: &[String], licence: &str) {
    out.push('\n');
    field(out, "Files", files);
    field(out, "Copyright", copyright);
    let _ = writeln!(out, "License: {licence}");
}

fn made() -> String {
    let text = cargo(&["metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM]);
    let metadata: Value = serde_json::from_str(&text).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let mut left = in_the_binary(packages);
    let has = |name: &str| left.iter().any(|id| id.starts_with(&format!("{name} ")));
    assert!(has("ratatui") && has("serde_derive") && !has("insta") && !has("syn"), "{left:?}");

    let mut groups: BTreeMap<(Vec<String>, &str), Vec<String>> = BTreeMap::new();
    for package in packages {
        if left.remove(&id_of(package)) {
            let name = package["name"].as_str().unwrap();
            let licence = chosen(name, package["license"].as_str().unwrap_or_default());
            let group = groups.entry((copyright(package, licence), licence)).or_default();
            group.push(format!("vendor/{name}/*"));
        }
    }
    assert!(left.is_empty(), "cargo does not say where these are: {left:?}");
    let mut paragraphs: Vec<_> = groups.into_iter().collect();
    for (_, files) in &mut paragraphs {
        files.sort();
        files.dedup();
    }
    paragraphs.sort_by(|(_, left), (_, right)| left.cmp(right));

    let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("LICENSE")).unwrap();
    let holder = own.lines().find_map(|line| line.strip_prefix("Copyright (c) ")).unwrap().to_owned();
    let mut out = String::from(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Upstream-Name: Handhold\n\
         Comment: The program is one binary. vendor/NAME stands for the crate NAME from crates.io, and rust/NAME\n \
         for a part of Rust's standard library, whose code is in it. Where a crate offers several licences, the\n \
         one named here was chosen. This file is made by tests/integration/licences.rs.\n",
    );
    paragraph(&mut out, &["*".to_owned()], std::slice::from_ref(&holder), "Expat");
    paragraph(&mut out, &["content/*".to_owned()], std::slice::from_ref(&holder), "CC-BY-4.0");
    out.push_str(
        "Comment: The guidance. The facts are from the sources that each page lists; their own texts and names\n \
         belong to their publishers.\n",
    );
    for ((copyright, licence), files) in &paragraphs {
        paragraph(&mut out, files, copyright, licence);
    }
    for Standard { files, copyright, licence } in STANDARD {
        let files: Vec<String> = files.iter().map(|name| format!("rust/{name}/*")).collect();
        let copyright: Vec<String> = copyright.iter().map(|line| (*line).to_owned()).collect();
        paragraph(&mut out, &files, &copyright, licence);
    }
    let unicode = "1991-2024 Unicode, Inc.".to_owned();
    paragraph(&mut out, &["rust/core/src/unicode/unicode_data.rs".to_owned()], &[unicode], "Unicode-3.0");
    out.push_str("Comment: The tables of vendor/unicode-* are made from the same data.\n");
    for Linked { files, copyright, licence, comment } in LINKED {
        let texts = |of: &[&str]| of.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        paragraph(&mut out, &texts(files), &texts(copyright), licence);
        let _ = writeln!(out, "Comment: {comment}");
    }

    for (name, text) in TEXTS {
        let _ = writeln!(out, "\nLicense: {name}");
        for line in text.lines() {
            // A line that begins with a space is kept as it is; one with a dot is empty.
            let line = line.trim_end();
            let _ = if line.is_empty() { writeln!(out, " .") } else { writeln!(out, " {line}") };
        }
    }
    out
}

#[test]
fn the_copyright_file_has_the_licence_of_everything_in_the_binary() {
    same("packaging/debian/copyright", &made());
}

#[test]
fn every_licence_that_is_named_has_its_text() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/debian/copyright")).unwrap();
    let texts: BTreeSet<&str> = TEXTS.iter().map(|(name, _)| *name).collect();
    let used = text.split("\n\n").filter(|paragraph| paragraph.starts_with("Files: "));
    let used = used.flat_map(|paragraph| paragraph.lines().filter_map(|line| line.strip_prefix("License: ")));
    let used: BTreeSet<&str> = used.flat_map(|licence| licence.split(" and ")).collect();
    assert_eq!(used, texts);
}

/// Where the program is handed on without a Debian system, those texts have to come with it.
#[test]
fn texts_that_debian_has_are_beside_the_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging");
    let text = fs::read_to_string(root.join("debian/copyright")).unwrap();
    let named = text.split("/usr/share/common-licenses/").skip(1);
    let named: BTreeSet<&str> =
        named.map(|rest| rest.split_whitespace().next().unwrap().trim_end_matches('.')).collect();
    assert!(named.contains("LGPL-2.1"), "{named:?}");
    for name in named {
        let file = root.join("licences").join(format!("{name}.txt"));
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there.contains("TERMS AND CONDITIONS"), "{} is not the licence", file.display());
    }
}

/// A toolchain may bring a new part. Not among the usual tests, since it depends on the toolchain and not on the
/// repository: `packaging/test-package.sh` runs it.
#[test]
#[ignore = "depends on the toolchain: packaging/test-package.sh runs it"]
fn every_part_of_the_standard_library_is_known() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let out = Command::new(rustc).args(["--print", "target-libdir"]).output().unwrap();
    let folder = String::from_utf8(out.stdout).unwrap();
    let files = fs::read_dir(folder.trim()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let parts: BTreeSet<String> = files
        .filter_map(|file| file.strip_suffix(".rlib")?.strip_prefix("lib")?.rsplit_once('-').map(|(n, _)| n.to_owned()))
        .collect();
    assert!(parts.contains("std"), "{parts:?}");
    let known: BTreeSet<&str> = STANDARD.iter().flat_map(|part| part.files).chain(NOT_IN_THE_BINARY).copied().collect();
    let new: Vec<&String> = parts.iter().filter(|part| !known.contains(part.as_str())).collect();
    assert!(new.is_empty(), "say in STANDARD whose these are: {new:?}");
}
