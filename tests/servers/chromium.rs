//! A headless Chromium, spoken to through a pipe with its DevTools protocol: one JSON message, one zero byte.

use std::cell::RefCell;
use std::fmt::Debug;
use std::io::{BufRead, BufReader, Write};
use std::ops::RangeBounds;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::lab::{Lab, wait_until};

/// A running Chromium. It ends when this is dropped.
pub struct Chromium {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    last: u64,
    _profile: tempfile::TempDir,
}

/// An open tab.
pub struct Tab {
    target: String,
    session: String,
}

impl Chromium {
    /// Starts one that has only the machine's network.
    pub fn start(lab: &Lab) -> Chromium {
        let profile = tempfile::tempdir().unwrap();
        // The pipe is file 3 and 4. Without a sandbox, since it runs as root; what it opens is ours.
        let script = format!(
            "exec {} chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
             --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe \
             --user-data-dir={} about:blank 3<&0 4>&1 < /dev/null > /dev/null 2>&1",
            lab.on_its_network(),
            profile.path().display()
        );
        let mut child =
            Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Chromium { child, to, from, last: 0, _profile: profile }
    }

    /// Asks for something and waits for the answer.
    fn ask(&mut self, session: Option<&str>, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "Chromium ended instead of answering {method}");
            let mut answer: Value = serde_json::from_slice(&bytes).unwrap();
            // What is not the answer is news, which nobody asked for.
            if answer["id"] == self.last {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }

    /// Opens a page in a new tab of this size in pixels.
    pub fn open(&mut self, address: &str, size: (u32, u32)) -> Tab {
        let target = self.ask(None, "Target.createTarget", &json!({ "url": "about:blank" }));
        let target = target["targetId"].as_str().unwrap().to_owned();
        let session = self.ask(None, "Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        let tab = Tab { target, session: session["sessionId"].as_str().unwrap().to_owned() };
        self.resize(&tab, size);
        self.ask(Some(&tab.session), "Page.navigate", &json!({ "url": address }));
        tab
    }

    /// Makes the window of a tab this large, and shows that tab: one behind others is told of its size later.
    pub fn resize(&mut self, tab: &Tab, (width, height): (u32, u32)) {
        self.ask(Some(&tab.session), "Page.bringToFront", &json!({}));
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask(Some(&tab.session), "Emulation.setDeviceMetricsOverride", &size);
    }

    /// Closes a tab, as its cross does.
    pub fn close(&mut self, tab: &Tab) {
        self.ask(None, "Target.closeTarget", &json!({ "targetId": tab.target }));
    }

    /// Types keys: letters, `\r` and Escape.
    pub fn send(&mut self, tab: &Tab, keys: &str) {
        for key in keys.chars() {
            let (name, code) = match key {
                '\r' => ("Enter".to_owned(), 13),
                '\x1b' => ("Escape".to_owned(), 27),
                key => (key.to_string(), u32::from(key.to_ascii_uppercase())),
            };
            let mut down = json!({ "type": "keyDown", "key": name, "windowsVirtualKeyCode": code });
            if key != '\x1b' {
                down["text"] = key.to_string().into();
            }
            self.ask(Some(&tab.session), "Input.dispatchKeyEvent", &down);
            let up = json!({ "type": "keyUp", "key": name, "windowsVirtualKeyCode": code });
            self.ask(Some(&tab.session), "Input.dispatchKeyEvent", &up);
        }
    }

    /// What a piece of JavaScript gives in a tab.
    pub fn evaluate(&mut self, tab: &Tab, script: &str) -> Value {
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        self.ask(Some(&tab.session), "Runtime.evaluate", &params)["result"]["value"].take()
    }

    /// The terminal's columns, rows and text, from the memory of the terminal in the page.
    pub fn screen(&mut self, tab: &Tab) -> (u64, u64, String) {
        let script = "(() => {
            const term = window.term;
            if (!term) return [0, 0, ''];
            const buffer = term.buffer.active, rows = [];
            for (let y = 0; y < term.rows; y++) rows.push(buffer.getLine(buffer.viewportY + y).translateToString(true));
            return [term.cols, term.rows, rows.join('\\n')];
        })()";
        let value = self.evaluate(tab, script);
        let number = |at: usize| value[at].as_u64().unwrap_or(0);
        (number(0), number(1), value[2].as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the terminal has so many columns and shows this.
    pub fn wait(&mut self, tab: &Tab, columns: impl RangeBounds<u64> + Debug, text: &str) {
        let own = RefCell::new(self);
        wait_until(&format!("the terminal in the browser has {columns:?} columns and shows {text:?}"), || {
            let (wide, _, shown) = own.borrow_mut().screen(tab);
            columns.contains(&wide) && shown.contains(text)
        });
    }

    /// Waits until the terminal shows this.
    pub fn wait_for(&mut self, tab: &Tab, text: &str) {
        self.wait(tab, .., text);
    }

    /// Ends it without a word, as a computer that is switched off.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
