//! Our team: ids and superiors in `content/team.yaml`, and everybody of ours whom a dossier names.

use std::collections::{BTreeMap, BTreeSet};

use super::circle::circle;
use super::findings::{Day, Findings};
use super::values::plausible;
use crate::diagnostic::codes::{
    AMBIGUOUS_NAME, DUPLICATE_ID, INVALID_VALUE, REFERENCE_CYCLE, UNKNOWN_MEMBER, UNKNOWN_REFERENCE,
};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::content::{Loaded, Source, Suspect};
use crate::load::dossier::Dossier;
use crate::portfolio::team::find_member;
use crate::portfolio::{AccountId, DataQuality, MemberId, Team, TeamMember, Unread, Who};

/// The members by id, valid.
pub(super) fn members(
    Loaded { source, suspect }: Loaded<Team>,
    diagnostics: &mut Diagnostics,
) -> (Vec<TeamMember>, Unread) {
    let is_told = suspect.is_some();
    if let Some(Suspect { text, value }) = suspect {
        let mut findings = Findings::default();
        checked(*value, &Unread::none(), &mut findings);
        diagnostics.append(findings.of_suspect::<Team>(&text));
    }
    let Some(Source { written, value: team }) = source else { return (Vec::new(), Unread::none()) };
    let unread = Unread::members(&written);
    let mut findings = Findings::default();
    let members = checked(*team, &unread, &mut findings);
    if !is_told {
        diagnostics.append(findings.placed::<Team>(Some(&written)));
    }
    (members, unread)
}

/// The members, by id, with superiors that exist; what is wrong goes to `findings`.
fn checked(team: Team, unread: &Unread, findings: &mut Findings) -> Vec<TeamMember> {
    let mut seen = BTreeSet::new();
    let mut members = Vec::new();
    for (at, member) in team.members.into_iter().enumerate() {
        let pointer = format!("/members/{at}");
        findings.in_order(&pointer, Day("since", member.since), Day("left", member.left));
        plausible::email(&format!("{pointer}/email"), member.email.as_deref(), findings);
        if !seen.insert(member.id.folded()) {
            let message = format!("member `{}` stands here a second time", member.id);
            findings.push(
                format!("{pointer}/id"),
                Diagnostic::error(DUPLICATE_ID, message).help("give one of the two another id"),
            );
        }
        members.push((pointer, member));
    }
    names_apart(&members, findings);
    superiors(&mut members, unread, findings);
    // Of two with one id the first counts, and what is wrong with the other has been told.
    let mut seen = BTreeSet::new();
    let of_their_own = members.into_iter().map(|(_, member)| member).filter(|member| seen.insert(member.id.folded()));
    let mut members: Vec<TeamMember> = of_their_own.collect();
    members.sort_by(|a, b| a.id.cmp(&b.id));
    members
}

/// Tells names that are empty, and those by which another member is known: whoever is written so would count as that one.
fn names_apart(members: &[(String, TeamMember)], findings: &mut Findings) {
    let fold = |name: &str| name.trim().to_lowercase();
    let mut known: BTreeMap<String, &MemberId> =
        members.iter().rev().map(|(_, member)| (member.id.folded(), &member.id)).collect();
    for (pointer, member) in members {
        if member.name.texts().any(|name| name.trim().is_empty()) {
            let error = Diagnostic::error(INVALID_VALUE, format!("a name of member `{}` is empty", member.id));
            findings.push(format!("{pointer}/name"), error.help("write the name, or leave that language out"));
        }
        let aliases = member.aliases.iter().enumerate().map(|(at, name)| (format!("aliases/{at}"), name.as_str()));
        let names = member.name.placed_texts().map(|(at, name)| (format!("name{at}"), name)).chain(aliases);
        for (key, name) in names.filter(|(_, name)| !name.trim().is_empty()) {
            let owner = *known.entry(fold(name)).or_insert(&member.id);
            if owner.folded() != member.id.folded() {
                let message = format!("“{name}” is `{owner}` too: whoever is written so counts as that member");
                let help = "tell the two apart by their names, and write the id where one of them is meant";
                findings.push(format!("{pointer}/{key}"), Diagnostic::warning(AMBIGUOUS_NAME, message).help(help));
            }
        }
    }
}

/// Tells superiors that do not exist or lead back, and takes them out.
fn superiors(members: &mut [(String, TeamMember)], unread: &Unread, findings: &mut Findings) {
    let ids: Vec<MemberId> = members.iter().map(|(_, member)| member.id.clone()).collect();
    for (pointer, member) in members.iter_mut() {
        let Some(wanted) = member.reports_to.take() else { continue };
        member.reports_to = ids.iter().find(|id| id.folded() == wanted.folded()).cloned();
        if member.reports_to.is_none() && !unread.may_have(&wanted.folded()) {
            let error = Diagnostic::error(UNKNOWN_REFERENCE, format!("no member of the team has the id `{wanted}`"));
            let near = nearest(wanted.as_str(), ids.iter().map(MemberId::as_str));
            let help = near.map_or("list the superior too, or correct the id".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            findings.push(format!("{pointer}/reports_to"), error.help(help));
        }
    }
    for at in 0..members.len() {
        let above = |id: &MemberId| {
            members.iter().find(|(_, member)| member.id == *id).and_then(|(_, member)| member.reports_to.as_ref())
        };
        if let Some(path) = circle(&members[at].1.id, above) {
            let message = format!("`{}` reports to itself: {path}", members[at].1.id);
            let error = Diagnostic::error(REFERENCE_CYCLE, message).help("remove one `reports_to` of them");
            findings.push(format!("{}/reports_to", members[at].0), error);
            members[at].1.reports_to = None;
        }
    }
}

/// Tells everybody of ours in a dossier who is written much like a member and is none, and a manager who is none at all.
pub(super) fn check_names(
    account: &AccountId,
    dossier: &Dossier,
    (team, unread): (&[TeamMember], &Unread),
    findings: &mut Findings,
    quality: &mut Vec<DataQuality>,
) {
    if team.is_empty() {
        return;
    }
    for (pointer, who) in names(dossier) {
        // A member who is written, and could not be read, is one.
        if find_member(team, &who.0).is_some() || unread.may_have(&who.0.trim().to_lowercase()) {
            continue;
        }
        let meant = near_member(&who.0, team);
        if meant.is_none() && pointer != "/manager" {
            continue;
        }
        let warning = Diagnostic::warning(UNKNOWN_MEMBER, format!("`{}` is no member of the team", who.0));
        let help = meant
            .map_or("list the manager in content/team.yaml".to_owned(), |near| format!("did you mean `{}`?", near.id));
        findings.push(pointer, warning.help(help));
        let meant = meant.map(|member| member.id.clone());
        quality.push(DataQuality::UnknownMember { account: account.clone(), written: who.0.clone(), meant });
    }
}

/// The member whose id or name is one slip away; short names are not guessed at, since 周敏 and 周明 are two people.
fn near_member<'a>(written: &str, team: &'a [TeamMember]) -> Option<&'a TeamMember> {
    let wanted = written.trim().to_lowercase();
    if wanted.chars().count() < 4 {
        return None;
    }
    team.iter().find(|member| {
        let names = member.name.texts().chain(member.aliases.iter().map(String::as_str)).chain([member.id.as_str()]);
        names
            .filter(|name| name.chars().count() >= 4)
            .any(|name| strsim::damerau_levenshtein(&name.to_lowercase(), &wanted) == 1)
    })
}

/// Everybody of ours whom a dossier names, with pointers.
fn names(dossier: &Dossier) -> Vec<(String, &Who)> {
    let mut all = Vec::new();
    all.extend(dossier.manager.iter().map(|who| ("/manager".to_owned(), who)));
    all.extend(dossier.supply.resident.iter().map(|who| ("/supply/resident".to_owned(), who)));
    for (at, role) in dossier.team.iter().enumerate() {
        all.push((format!("/team/{at}/who"), &role.who));
    }
    for (at, contact) in dossier.contacts.iter().enumerate() {
        all.extend(contact.owner.iter().map(|who| (format!("/contacts/{at}/owner"), who)));
    }
    for (at, opportunity) in dossier.opportunities.iter().enumerate() {
        all.extend(opportunity.owner.iter().map(|who| (format!("/opportunities/{at}/owner"), who)));
    }
    for (at, survey) in dossier.satisfaction.surveys.iter().enumerate() {
        let staff = survey.staff.iter().enumerate();
        all.extend(staff.map(|(mark, staff)| (format!("/satisfaction/surveys/{at}/staff/{mark}/who"), &staff.who)));
    }
    for (at, forecast) in dossier.forecasts.iter().enumerate() {
        all.extend(forecast.by.iter().map(|who| (format!("/forecasts/{at}/by"), who)));
    }
    for (at, action) in dossier.plan.iter().flat_map(|plan| &plan.actions).enumerate() {
        all.extend(action.owner.iter().map(|who| (format!("/plan/actions/{at}/owner"), who)));
    }
    let coverage = dossier.coverage.iter().flat_map(|coverage| &coverage.who).enumerate();
    all.extend(coverage.map(|(at, who)| (format!("/coverage/who/{at}"), who)));
    for (at, visit) in dossier.visits.iter().enumerate() {
        all.extend(visit.by.iter().enumerate().map(|(by, who)| (format!("/visits/{at}/by/{by}"), who)));
        let owners = visit.actions.iter().enumerate();
        all.extend(
            owners.filter_map(|(n, action)| Some((format!("/visits/{at}/actions/{n}/owner"), action.owner.as_ref()?))),
        );
    }
    for (at, duty) in dossier.duties.iter().enumerate() {
        all.extend(duty.by.iter().map(|who| (format!("/duties/{at}/by"), who)));
    }
    for (at, complaint) in dossier.complaints.iter().enumerate() {
        all.extend(complaint.owner.iter().map(|who| (format!("/complaints/{at}/owner"), who)));
        let owners = complaint.actions.iter().enumerate();
        all.extend(
            owners.filter_map(|(n, action)| {
                Some((format!("/complaints/{at}/actions/{n}/owner"), action.owner.as_ref()?))
            }),
        );
    }
    all
}
