//! Portfolios of any size for the benchmarks: a workspace with sales of three years and a dossier per account.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "made-up figures, small and positive by construction"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use crate::random::Random;

const SEED: u64 = 7;
/// Words that dossiers and sales share.
const INDUSTRIES: [&str; 4] = ["apparel", "it", "trade", "machinery"];
const REGIONS: [&str; 8] = ["East", "North", "South", "West", "Central", "North-east", "South-west", "Overseas"];
const PRODUCTS: usize = 12;
const MONTHS: u32 = 36;

/// Writes a workspace of `accounts` accounts into `folder`.
pub fn write(folder: &Path, accounts: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("data"))?;
    fs::write(folder.join("keyfolio.yaml"), "title: {en: Benchmark, zh-CN: 基准}\ncurrency: CNY\n")?;
    fs::write(folder.join(".gitignore"), "/public\n/.keyfolio\n")?;
    sales(&folder.join("data/sales.csv"), accounts)?;
    let mut members = String::new();
    for manager in 0..20 {
        let _ = writeln!(members, "  - {{id: manager-{manager:02}, name: Manager {manager:02}}}");
    }
    fs::create_dir_all(folder.join("content/accounts"))?;
    fs::write(folder.join("content/team.yaml"), format!("members:\n{members}"))?;
    for account in 0..accounts {
        let id = id(account);
        fs::write(folder.join(format!("content/accounts/{id}.yaml")), dossier(account, &id))?;
    }
    Ok(())
}

/// A dossier with something in every part of the playbook, about 4 kB.
fn dossier(account: usize, id: &str) -> String {
    let mut random = Random::for_name(SEED, &format!("dossier {id}"));
    let mut text = format!(
        "id: {id}\nname: {{en: Account {account:05} Ltd, zh-CN: 客户{account:05}}}\nindustry: {}\nregion: {}\nmanager: manager-{:02}\n\
         channel_role: end_user\ntier: growth\ngrade: {}\nsince: 2021-03-01\ntypes: [potential]\n\
         fit: {{product: true, procurement: centralised, industry_knowledge: true}}\ncontacts:\n",
        INDUSTRIES[account % 4],
        REGIONS[account % 8],
        account % 20,
        account % 5 + 1,
    );
    for contact in 0..6 {
        let _ = writeln!(
            text,
            "  - id: contact-{contact}\n    name: Contact {contact} of {account:05}\n    title: Head of department {contact}\n    function: logistics\n\
             \x20   roles: [user]\n    cute: [user]\n    influence: {}\n    support: neutral\n    relationship: 3\n    relationship_wanted: 4\n\
             \x20   relations:\n      - {{date: 2025-{:02}-14, closeness: 3, trust: 3, reciprocity: 2}}{}",
            random.below(5) + 1,
            random.below(9) + 1,
            if contact > 0 { "\n    reports_to: contact-0" } else { "" },
        );
    }
    text.push_str("relationship_stages:\n  - {stage: build, since: 2021-03-01}\n  - {stage: stabilise, since: 2023-05-01, reason: progress}\n");
    text.push_str("kam_stage: {stage: mid, suppliers: 3}\nneeds:\n");
    for need in 0..4 {
        let _ = writeln!(
            text,
            "  - goal: Goal {need}\n    problem: Problem {need}\n    need: Need {need} of the account\n    offer: Offer {need}\n    status: open\n    contact: contact-{need}\n    date: 2025-06-1{need}"
        );
    }
    let wallet = random.below(90_000_000) + 1_000_000;
    let _ = writeln!(
        text,
        "wallet: {{amount: {wallet}, source: estimate, as_of: 2025-05-01, confidence: medium}}\nopportunities:"
    );
    for opportunity in 0..3 {
        let _ = writeln!(
            text,
            "  - {{name: Opportunity {opportunity}, amount: {}, probability: 45%, opened: 2025-02-01, stage: evaluate_options, since: 2025-08-01, close: 2026-03-31, owner: manager-{:02}}}",
            random.below(900_000) + 10_000,
            account % 20,
        );
    }
    text.push_str("plan:\n  goal: Hold the share and open a second line\n  actions:\n");
    for action in 0..5 {
        let _ = writeln!(
            text,
            "    - {{what: Action {action} for the account, owner: manager-{:02}, due: 2026-0{}-15}}",
            account % 20,
            action + 1
        );
    }
    text.push_str("visits:\n");
    for visit in 0..6 {
        let _ = writeln!(
            text,
            "  - {{date: 2025-{:02}-20, by: manager-{:02}, met: contact-{visit}, purpose: Regular visit, findings: Times are steady and they ask about returns}}",
            visit + 4,
            account % 20
        );
    }
    text
}

fn id(account: usize) -> String {
    format!("account-{account:05}")
}

/// Sales with a long tail: the account of rank n sells about 1 / n of the first.
fn sales(path: &Path, accounts: usize) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    writeln!(out, "date,order_id,account_id,account_name,product,category,region,manager,quantity,revenue,cost")?;
    let mut order = 0_u64;
    for account in 0..accounts {
        let id = id(account);
        let mut random = Random::for_name(SEED, &id);
        let size = 4_000_000.0 / (account as f64 + 3.0).powf(0.9);
        for month in 0..MONTHS {
            for product in (0..PRODUCTS).filter(|product| (product * 7 + account) % 4 != 0) {
                if random.unit() < 0.55 {
                    continue;
                }
                order += 1;
                let cents = (size * random.between(2.0, 18.0)) as u64 + 100;
                writeln!(
                    out,
                    "{}-{:02}-{:02},O{order},{id},Account {account:05} Ltd,Product {product:02},Category {},{},Manager {:02},{},{}.{:02},{}.{:02}",
                    2023 + month / 12,
                    month % 12 + 1,
                    random.below(28) + 1,
                    product % 4,
                    REGIONS[account % 8],
                    account % 20,
                    random.below(90) + 1,
                    cents / 100,
                    cents % 100,
                    cents * 8 / 1000,
                    cents % 100
                )?;
            }
        }
    }
    out.flush()
}
