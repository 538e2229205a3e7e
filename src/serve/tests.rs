//! A real server, spoken to over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;

struct Running {
    dir: tempfile::TempDir,
    address: SocketAddr,
    /// A message each time a build starts; it ends with what is sent back.
    started: Receiver<()>,
    results: Sender<Built>,
}

fn start(first: Built) -> Running {
    let dir = tempfile::tempdir().expect("temp dir");
    let output = dir.path().join("public");
    for (path, text) in [
        ("content/a.yaml", "a"),
        ("public/index.html", "<html><body><p>start</p></body></html>"),
        ("public/404.html", "<p>nothing here"),
        ("public/style.css", "p{}"),
        ("public/zh-CN/index.html", "zh"),
    ] {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("mkdir");
        std::fs::write(path, text).expect("write");
    }
    let preview = Preview::bind(Ipv4Addr::LOCALHOST.into(), 0).expect("binds");
    let address = preview.address();
    let (start, started) = channel();
    let (results, result) = channel::<Built>();
    let previewed = Previewed { root: dir.path().to_owned(), output };
    thread::spawn(move || {
        preview.run(previewed, first, move || {
            start.send(()).expect("test runs");
            result.recv().expect("test runs")
        })
    });
    Running { dir, address, started, results }
}

impl Running {
    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("times out");
        stream.write_all(request.as_bytes()).expect("sends");
        stream
    }

    fn get(&self, method: &str, path: &str, host: &str) -> String {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let mut text = String::new();
        self.send(&request).read_to_string(&mut text).expect("answers");
        text
    }

    fn listen(&self) -> impl Iterator<Item = serde_json::Value> {
        let stream = self.send("GET /.keyfolio/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        BufReader::new(stream)
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).expect("JSON")))
    }
}

#[test]
fn pages_carry_the_script_and_other_files_do_not() {
    let running = start(Built::Good { changed: true });
    let page = running.get("GET", "/", "localhost:4177");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("text/html; charset=utf-8"), "{page}");
    assert!(page.contains("<p>start</p>") && page.contains("EventSource") && page.ends_with("</body></html>"));
    let style = running.get("GET", "/style.css", "127.0.0.1");
    assert!(style.contains("text/css") && style.ends_with("p{}"), "{style}");
    let on_disk = std::fs::read_to_string(running.dir.path().join("public/index.html")).expect("reads");
    assert!(!on_disk.contains("EventSource"), "only served pages carry it");
}

#[test]
fn errors_are_answered_as_http_has_it() {
    let running = start(Built::Good { changed: true });
    let nothing = running.get("GET", "/none", "localhost");
    assert!(nothing.starts_with("HTTP/1.1 404") && nothing.contains("nothing here"), "{nothing}");
    let head = running.get("HEAD", "/", "localhost");
    assert!(head.starts_with("HTTP/1.1 200") && !head.contains("<p>"), "{head}");
    assert!(running.get("POST", "/", "localhost").starts_with("HTTP/1.1 405"));
    assert!(running.get("GET", "/", "evil.example").starts_with("HTTP/1.1 403"));
    assert!(running.get("GET", "/../content/a.yaml", "localhost").starts_with("HTTP/1.1 404"));
    let redirected = running.get("GET", "/zh-CN", "localhost");
    assert!(redirected.starts_with("HTTP/1.1 301") && redirected.contains("Location: /zh-CN/"), "{redirected}");
}

#[test]
fn a_change_builds_and_tells_the_browser() {
    let running = start(Built::Good { changed: true });
    let mut events = running.listen();
    assert_eq!(events.next(), Some(serde_json::json!({"build": 0, "problems": null})));
    std::fs::write(running.dir.path().join("content/a.yaml"), "b").expect("write");
    running.started.recv_timeout(Duration::from_secs(10)).expect("a build starts");
    running.results.send(Built::Failed("error: 澜\n  ^".to_owned())).expect("listens");
    assert_eq!(events.next(), Some(serde_json::json!({"build": 0, "problems": "error: 澜\n  ^"})));
    std::fs::create_dir(running.dir.path().join("data")).expect("mkdir");
    running.started.recv_timeout(Duration::from_secs(10)).expect("a new folder counts");
    running.results.send(Built::Good { changed: true }).expect("listens");
    assert_eq!(events.next(), Some(serde_json::json!({"build": 1, "problems": null})));
    std::fs::write(running.dir.path().join("public/index.html"), "x").expect("write");
    assert!(running.started.recv_timeout(Duration::from_millis(600)).is_err(), "the output is not watched");
    std::fs::write(running.dir.path().join("data/sales.csv"), "x").expect("write");
    running.started.recv_timeout(Duration::from_secs(10)).expect("a new folder is watched");
}

#[test]
fn a_failed_first_build_is_shown_on_an_empty_page() {
    let running = start(Built::Failed("wrong".to_owned()));
    std::fs::remove_dir_all(running.dir.path().join("public")).expect("remove");
    let page = running.get("GET", "/", "localhost");
    assert!(page.starts_with("HTTP/1.1 503") && page.contains("EventSource"), "{page}");
    assert_eq!(running.listen().next(), Some(serde_json::json!({"build": 0, "problems": "wrong"})));
}

#[test]
fn the_next_free_port_is_taken() {
    let first = Preview::bind(Ipv4Addr::LOCALHOST.into(), 0).expect("binds");
    let taken = first.address().port();
    let second = Preview::bind(Ipv4Addr::LOCALHOST.into(), taken).expect("binds the next");
    assert!(second.address().port() > taken);
    assert_eq!(second.url(), format!("http://127.0.0.1:{}/", second.address().port()));
}
