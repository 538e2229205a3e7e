//! The demo's site, built once for all browser tests, and served over loopback.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// The built demo.
pub struct DemoSite {
    folder: tempfile::TempDir,
    server: Arc<tiny_http::Server>,
}

impl DemoSite {
    /// Builds the demo from a copy of its sources, so that the checkout stays as it is, and serves it.
    pub fn build() -> Self {
        Self::build_with("")
    }

    /// The same with more settings.
    pub fn build_with(settings: &str) -> Self {
        Self::build_from(settings, None)
    }

    /// The same with one more account.
    pub fn build_with_account(id: &str, dossier: &str) -> Self {
        Self::build_from("", Some((id, dossier)))
    }

    /// A site of sales alone, without the demo's dossiers.
    pub fn build_of_sales(sales: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("data")).expect("a folder");
        fs::write(folder.path().join("keyfolio.yaml"), "").expect("settings");
        fs::write(folder.path().join("data/sales.csv"), sales).expect("sales");
        Self::build_in(folder)
    }

    fn build_from(settings: &str, account: Option<(&str, &str)>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["keyfolio.yaml", "content", "data"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        let file = folder.path().join("keyfolio.yaml");
        let demo = fs::read_to_string(&file).expect("the demo's settings");
        fs::write(&file, format!("{demo}\n{settings}")).expect("settings");
        if let Some((id, dossier)) = account {
            fs::write(folder.path().join(format!("content/accounts/{id}.yaml")), dossier).expect("a dossier");
        }
        Self::build_in(folder)
    }

    fn build_in(folder: tempfile::TempDir) -> Self {
        let status = Command::new(env!("CARGO_BIN_EXE_keyfolio"))
            .args(["build", "--quiet", "--root"])
            .arg(folder.path())
            .status()
            .expect("keyfolio starts");
        assert!(status.success(), "the demo does not build: {status}");
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a free port"));
        let (answering, public) = (Arc::clone(&server), folder.path().join("public"));
        std::thread::spawn(move || {
            for request in answering.incoming_requests() {
                answer(request, &public);
            }
        });
        Self { folder, server }
    }

    /// Where the site lies.
    pub fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// The address of a page by http.
    pub fn http(&self, page: &str) -> String {
        format!("http://{}/{page}", self.server.server_addr())
    }

    /// The address of a page as a file.
    pub fn file(&self, page: &str) -> String {
        format!("file://{}/{page}", self.public().display())
    }

    /// All pages below a folder, relative to the output, in a fixed order.
    pub fn pages(&self) -> Vec<String> {
        let public = self.public();
        walkdir::WalkDir::new(&public)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "html"))
            .filter_map(|entry| Some(entry.path().strip_prefix(&public).ok()?.to_string_lossy().into_owned()))
            .collect()
    }
}

impl Drop for DemoSite {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder of the demo") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a file of the demo");
    }
}

fn answer(request: tiny_http::Request, public: &Path) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let mut file = public.join(percent_decoded(path));
    if file.is_dir() {
        file = file.join("index.html");
    }
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let header = tiny_http::Header::from_bytes("Content-Type", kind).expect("a header");
    let _ = match fs::read(&file) {
        Ok(bytes) => request.respond(tiny_http::Response::from_data(bytes).with_header(header)),
        Err(_) => request.respond(tiny_http::Response::empty(404)),
    };
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let decoded = (byte == b'%').then(|| {
            let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
            u8::from_str_radix(&String::from_utf8_lossy(&digits), 16).unwrap_or(b'?')
        });
        bytes.push(decoded.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
