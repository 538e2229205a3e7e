//! A real Chromium over its debugging port: just what the tests ask of it.

use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// Alt, Ctrl and Meta, as the protocol numbers them: with one of them a key types nothing.
const COMMANDS: u32 = 1 | 2 | 4;

/// Height of the highest picture: those of pages of forty briefs take minutes.
const MOST_HIGH: f64 = 6000.0;

/// Where Chromium is, if it is.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    named.into_iter().chain(known).find(|path| path.exists())
}

/// A running browser with one page.
pub struct Browser {
    process: Child,
    connection: RefCell<Connection>,
    _profile: tempfile::TempDir,
}

struct Connection {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    last_id: u64,
    /// Events that arrived while an answer was awaited.
    events: Vec<Value>,
}

impl Browser {
    /// Starts it, headless, with a new profile and no traffic of its own.
    pub fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut process = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--allow-file-access-from-files",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("chromium starts");
        let stderr = process.stderr.take().expect("its standard error");
        let mut lines = BufReader::new(stderr).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned))
            .expect("the address of the debugging port");
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let (socket, _) = tungstenite::connect(&address).expect("a connection to chromium");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a read time-out");
        }
        let mut connection = Connection { socket, session: String::new(), last_id: 0, events: Vec::new() };
        let target = connection.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached =
            connection.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        attached["sessionId"].as_str().unwrap_or_default().clone_into(&mut connection.session);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            connection.call(&format!("{domain}.enable"), json!({}));
        }
        Self { process, connection: RefCell::new(connection), _profile: profile }
    }

    /// Sends a command and waits for its answer.
    pub fn call(&self, method: &str, parameters: Value) -> Value {
        self.connection.borrow_mut().call(method, parameters)
    }

    /// Opens an address and waits until it has loaded.
    pub fn open(&self, url: &str) {
        self.connection.borrow_mut().events.clear();
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.call("Page.navigate", json!({"url": url}));
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// The value of an expression, promises awaited.
    pub fn evaluate(&self, expression: &str) -> Value {
        let answer = self
            .call("Runtime.evaluate", json!({"expression": expression, "returnByValue": true, "awaitPromise": true}));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}\n{:#}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Waits until an expression holds; fails after half a minute, since a busy machine is no fault of a page.
    pub fn wait_for(&self, expression: &str) {
        for _ in 0..1200 {
            let asked = json!({"expression": expression, "returnByValue": true});
            // A page that is being left answers nothing: the next one is asked.
            let answer = self.connection.borrow_mut().ask("Runtime.evaluate", asked);
            if answer.is_ok_and(|answer| answer["result"]["value"] == true) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("never true: {expression}");
    }

    /// Width and height of the window, in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// `light` or `dark`, and `screen` or `print`.
    pub fn media(&self, scheme: &str, medium: &str) {
        self.call(
            "Emulation.setEmulatedMedia",
            json!({"media": medium, "features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
    }

    /// Shows the pages opened from now on as to a reader without JavaScript.
    pub fn forbid_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    }

    /// Presses a key: `Enter`, `ArrowDown`, `Escape`, or a character.
    pub fn press(&self, key: &str) {
        self.press_with(key, 0);
    }

    /// Presses a key with others held: 1 Alt, 2 Control, 4 Meta, 8 Shift, added up.
    pub fn press_with(&self, key: &str, modifiers: u32) {
        let text = if key.chars().count() == 1 { key } else { "" };
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "ArrowDown" => 40,
            "ArrowUp" => 38,
            "Tab" => 9,
            _ => 0,
        };
        let text = if key == "Enter" { "\r" } else { text };
        let text = if modifiers & COMMANDS == 0 { text } else { "" };
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "text": if kind == "keyDown" { text } else { "" },
                       "windowsVirtualKeyCode": code, "modifiers": modifiers}),
            );
        }
    }

    /// Types a text into what has the focus.
    pub fn type_text(&self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// A picture of the page, as PNG in base64: of the whole page, or of its first `MOST_HIGH` pixels.
    pub fn screenshot(&self) -> String {
        let size = self.evaluate("[innerWidth, document.documentElement.scrollHeight]");
        let height = size[1].as_f64().unwrap_or_default().min(MOST_HIGH);
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": height, "scale": 1});
        let answer =
            self.call("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true, "clip": clip}));
        answer["data"].as_str().unwrap_or_default().to_owned()
    }

    /// The page on paper, as PDF in base64.
    pub fn print(&self) -> String {
        let answer = self.call("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}));
        answer["data"].as_str().unwrap_or_default().to_owned()
    }

    /// The page as a PDF on paper of this size, in inches, base64.
    pub fn print_on(&self, width: f64, height: f64) -> String {
        let paper =
            json!({"preferCSSPageSize": true, "printBackground": true, "paperWidth": width, "paperHeight": height});
        self.call("Page.printToPDF", paper)["data"].as_str().unwrap_or_default().to_owned()
    }

    /// How many times as slow this machine is now as the one that the bounds in milliseconds were set on, at least 1: the best of
    /// a few rounds of a fixed piece of work (texts split, sorted and looked up, as search and tables do). A machine that is
    /// slower, or shared with others, gets longer bounds by as much; none gets shorter ones, and work that grows is still seen.
    pub fn slowness(&self) -> f64 {
        const REFERENCE: f64 = 40.0;
        let round = "(() => { const start = performance.now(); let state = 7; const words = [];
             for (let i = 0; i < 30000; i++) { state = (state * 1103515245 + 12345) & 0x7fffffff; words.push('w' + state.toString(36)); }
             const sorted = words.join(' ').split(' ').sort(); const known = new Map(sorted.map((w, i) => [w, i]));
             let sum = 0; for (const word of words) sum += known.get(word) + word.indexOf('z');
             return sum === -1 ? 0 : performance.now() - start; })()";
        let rounds = (0..7).map(|_| self.evaluate(round).as_f64().unwrap_or(REFERENCE));
        (rounds.fold(f64::INFINITY, f64::min) / REFERENCE).max(1.0)
    }

    /// Errors on the console and failed requests since the page was opened.
    pub fn complaints(&self) -> Vec<String> {
        self.evaluate("1"); // lets pending events arrive
        let connection = self.connection.borrow();
        connection
            .events
            .iter()
            .filter_map(|event| match event["method"].as_str()? {
                "Runtime.exceptionThrown" => Some(event["params"]["exceptionDetails"].to_string()),
                "Log.entryAdded" if event["params"]["entry"]["level"] == "error" => {
                    Some(event["params"]["entry"].to_string())
                }
                "Runtime.consoleAPICalled" if event["params"]["type"] == "error" => Some(event["params"].to_string()),
                "Network.loadingFailed" => Some(event["params"].to_string()),
                _ => None,
            })
            .collect()
    }

    /// The addresses that the page asked for.
    pub fn requests(&self) -> Vec<String> {
        self.evaluate("1");
        let connection = self.connection.borrow();
        connection
            .events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }
}

impl Connection {
    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.ask(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The result, or what Chromium says is wrong.
    #[expect(clippy::needless_pass_by_value, reason = "callers write the parameters in place")]
    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("chromium listens");
        loop {
            let Message::Text(text) = self.socket.read().expect("chromium answers") else { continue };
            let mut answer: Value = serde_json::from_str(&text).expect("JSON from chromium");
            if answer["id"] == id {
                return match answer.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(answer["result"].take()),
                };
            }
            if answer.get("method").is_some() {
                self.events.push(answer);
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Only the process that was started here; its children go with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
