//! Answers one request.

use std::fs;
use std::io::{self, Cursor};
use std::net::SocketAddr;
use std::path::Path;

use tiny_http::{Header, Method, Request, Response};

use super::State;
use super::address::{self, Target};
use super::live;

type Page = Response<Cursor<Vec<u8>>>;

/// What is shown until the first build succeeds.
const NOT_YET: &str =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>keyfolio</title><body></body></html>";

/// Whether a request may be answered: on loopback only where the browser means this machine by name, so that no other
/// site can read the preview through a name of its own (DNS rebinding).
pub(super) fn is_allowed(request: &Request, address: SocketAddr) -> bool {
    if !address.ip().is_loopback() {
        return true;
    }
    let Some(host) = request.headers().iter().find(|header| header.field.equiv("Host")) else { return true };
    let host = host.value.as_str();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name, "localhost" | "[::1]") || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a browser wants to listen.
pub(super) fn is_for_events(request: &Request) -> bool {
    *request.method() == Method::Get && request.url() == live::EVENTS
}

/// Answers with a file of the site, a redirection or the 404 page.
pub(super) fn respond(request: Request, state: &State) -> io::Result<()> {
    let response = answer(&request, state);
    request.respond(response)
}

fn answer(request: &Request, state: &State) -> Page {
    if !is_allowed(request, state.address) {
        return plain(403, "The preview answers to localhost only. Use -i to serve it under another name.\n");
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return with(plain(405, "Only GET and HEAD.\n"), "Allow", "GET, HEAD");
    }
    match address::resolve(&state.output, request.url()) {
        Target::File(file) => file_response(200, &file),
        Target::Redirect(to) => with(plain(301, ""), "Location", &to),
        Target::Nothing => not_found(state),
    }
}

fn not_found(state: &State) -> Page {
    let page = state.output.join("404.html");
    if page.is_file() {
        file_response(404, &page)
    } else if state.output.join("index.html").is_file() {
        plain(404, "There is no such page.\n")
    } else {
        html(503, NOT_YET)
    }
}

fn file_response(status: u16, file: &Path) -> Page {
    let media_type = address::media_type(file);
    match fs::read(file) {
        Ok(bytes) if media_type.starts_with("text/html") => html(status, &String::from_utf8_lossy(&bytes)),
        Ok(bytes) => finish(Response::from_data(bytes).with_status_code(status), media_type),
        Err(error) => plain(500, &format!("Cannot read {}: {error}\n", file.display())),
    }
}

/// A page with the script that listens.
fn html(status: u16, page: &str) -> Page {
    let at = page.rfind("</body>").unwrap_or(page.len());
    let text = format!("{}{}{}", &page[..at], live::SCRIPT, &page[at..]);
    finish(Response::from_data(text).with_status_code(status), "text/html; charset=utf-8")
}

fn plain(status: u16, text: &str) -> Page {
    finish(Response::from_data(text).with_status_code(status), "text/plain; charset=utf-8")
}

fn finish(response: Page, media_type: &str) -> Page {
    with(
        with(with(response, "Content-Type", media_type), "Cache-Control", "no-store"),
        "X-Content-Type-Options",
        "nosniff",
    )
}

fn with(response: Page, field: &str, value: &str) -> Page {
    match Header::from_bytes(field, value) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}
