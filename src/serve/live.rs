//! Browsers that listen for reloads and problems.

use std::io::{self, Write};

use tiny_http::Request;

use super::State;

/// Where browsers listen.
pub(super) const EVENTS: &str = "/.keyfolio/events";

/// Put before `</body>` of every served page.
pub(super) const SCRIPT: &str = include_str!("live.html");

/// Open connections.
#[derive(Default)]
pub(super) struct Listeners {
    writers: Vec<Box<dyn Write + Send>>,
}

impl Listeners {
    /// Takes over the connection of a request and tells it how things stand.
    pub(super) fn add(&mut self, request: Request, state: &State) {
        let mut writer = request.into_writer();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    Connection: close\r\n\r\nretry: 500\n\n";
        if writer.write_all(head.as_bytes()).and_then(|()| send(writer.as_mut(), &message(state))).is_ok() {
            self.writers.push(writer);
        }
    }

    /// Tells everyone how things stand.
    pub(super) fn tell(&mut self, state: &State) {
        self.send_all(&message(state));
    }

    /// Tells everyone that the server is alive, and notices who is gone.
    pub(super) fn keep_alive(&mut self) {
        self.send_all(": alive\n\n");
    }

    fn send_all(&mut self, text: &str) {
        self.writers.retain_mut(|writer| send(writer.as_mut(), text).is_ok());
    }
}

fn send(writer: &mut dyn Write, text: &str) -> io::Result<()> {
    writer.write_all(text.as_bytes())?;
    writer.flush()
}

/// The build's number and its problems as one event.
fn message(state: &State) -> String {
    let data = serde_json::json!({ "build": state.build, "problems": state.problems });
    format!("data: {data}\n\n")
}
