//! The people who answer: teammates, teams and the tags they use.

use crate::sandbox::dice::{Dice, Stream};

use super::words::Culture;

/// How a team works. Lengths of time are medians in seconds of office time.
pub(crate) struct TeamKind {
    pub(crate) name: &'static str,
    /// How many of the conversations come to it.
    pub(crate) weight: u32,
    /// Until the first reply.
    pub(crate) reply: u32,
    /// Between a contact's later messages and the answers.
    pub(crate) answer: u32,
    /// From the last reply to the close.
    pub(crate) close: u32,
    /// What its SLA promises, if it has one: name and seconds of office time until the first reply.
    pub(crate) sla: Option<(&'static str, u32)>,
}

/// The teams, from the busiest on.
pub(crate) const TEAM_KINDS: [TeamKind; 9] = [
    TeamKind {
        name: "General Support",
        weight: 30,
        reply: 900,
        answer: 700,
        close: 1200,
        sla: Some(("First reply in 1 hour", 3600)),
    },
    TeamKind {
        name: "Billing",
        weight: 16,
        reply: 2400,
        answer: 1800,
        close: 3600,
        sla: Some(("First reply in 4 hours", 14_400)),
    },
    TeamKind {
        name: "Technical",
        weight: 22,
        reply: 4200,
        answer: 5400,
        close: 21_600,
        sla: Some(("First reply in 4 hours", 14_400)),
    },
    TeamKind {
        name: "Onboarding",
        weight: 9,
        reply: 600,
        answer: 900,
        close: 2400,
        sla: None,
    },
    TeamKind {
        name: "Sales",
        weight: 10,
        reply: 240,
        answer: 420,
        close: 5400,
        sla: None,
    },
    TeamKind {
        name: "Enterprise",
        weight: 5,
        reply: 420,
        answer: 600,
        close: 7200,
        sla: Some(("VIP: 15 minutes", 900)),
    },
    TeamKind {
        name: "Escalations",
        weight: 4,
        reply: 10_800,
        answer: 7200,
        close: 43_200,
        sla: Some(("First reply in 8 hours", 28_800)),
    },
    TeamKind {
        name: "日本サポート",
        weight: 3,
        reply: 1500,
        answer: 1200,
        close: 3000,
        sla: None,
    },
    TeamKind {
        name: "Trust & Safety",
        weight: 1,
        reply: 7200,
        answer: 9000,
        close: 30_000,
        sla: None,
    },
];

/// The tags of the workspace; the first ones are those of [`super::texts::TOPICS`].
pub(crate) const TAGS: &[&str] = &[
    "login",
    "billing",
    "export",
    "api",
    "how-to",
    "refund",
    "performance",
    "feature-request",
    "sso",
    "upgrade",
    "bug",
    "churn-risk",
    "security",
    "integration",
    "onboarding",
    "trial",
    "praise",
    "pricing",
    "VIP",
    "needs-follow-up",
    "spam",
    "prioritaire",
    "重要",
    "Q4 🎯",
];

/// A teammate.
pub(crate) struct Admin {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) job_title: &'static str,
    pub(crate) has_seat: bool,
    pub(crate) away: bool,
    pub(crate) away_reassign: bool,
    /// Positions in [`Staff::teams`].
    pub(crate) teams: Vec<u8>,
}

/// A team.
pub(crate) struct Team {
    pub(crate) id: u32,
    /// How it works.
    pub(crate) kind: &'static TeamKind,
    /// Positions in [`Staff::admins`].
    pub(crate) members: Vec<u8>,
    /// An admin who has left and is still listed.
    pub(crate) ghost: Option<u32>,
}

/// Everybody who works in the workspace.
pub(crate) struct Staff {
    pub(crate) admins: Vec<Admin>,
    pub(crate) teams: Vec<Team>,
    /// A team that is gone; one admin still names it.
    pub(crate) deleted_team: u32,
}

/// An admin who has left; a team still lists them.
pub(crate) const LEFT_ADMIN: u32 = 991_260_113;

impl Staff {
    /// 6 to 9 teams and 12 to 40 teammates, by the size of the workspace.
    pub(crate) fn new(seed: u64, conversations: u32) -> Self {
        let magnitude = conversations.max(10).ilog10();
        let teams = (4 + magnitude).clamp(6, 9) as usize;
        let admins = (4 + 8 * magnitude.saturating_sub(1)).clamp(12, 40) as usize;
        let mut staff = Self {
            admins: (0..admins).map(|position| admin(seed, position)).collect(),
            teams: Vec::new(),
            deleted_team: 5_016_999,
        };
        for (position, kind) in TEAM_KINDS.iter().take(teams).enumerate() {
            staff.teams.push(Team {
                id: 5_017_000 + position as u32 * 7,
                kind,
                members: Vec::new(),
                ghost: (position == 2).then_some(LEFT_ADMIN),
            });
        }
        // The first has no seat and answers nobody; the others are in one team or two, every team has two at least.
        let mut dice = Dice::new(seed, Stream::Staff, u64::MAX);
        for position in 1..admins {
            let first = (position - 1) % teams;
            staff.join(position, first);
            if dice.chance(0.35) {
                staff.join(position, dice.below(teams as u32) as usize);
            }
        }
        for team in 0..teams {
            if staff.teams[team].members.len() < 2 {
                staff.join(1 + team % (admins - 1), team);
                staff.join(1 + (team + 3) % (admins - 1), team);
            }
        }
        staff
    }

    fn join(&mut self, admin: usize, team: usize) {
        if !self.teams[team].members.contains(&(admin as u8)) {
            self.teams[team].members.push(admin as u8);
            self.admins[admin].teams.push(team as u8);
        }
    }
}

fn admin(seed: u64, position: usize) -> Admin {
    let mut dice = Dice::new(seed, Stream::Staff, position as u64);
    let culture = Culture::draw(&mut dice);
    let (given, family) = (dice.below(1000), dice.below(1000));
    let mut name = String::new();
    culture.full_name(given, family, &mut name);
    let latin = culture.given[given as usize % culture.given.len()].1;
    let away = dice.chance(0.2);
    Admin {
        id: 991_267_000 + position as u32 * 37,
        name,
        email: format!("{latin}.{position}@interlens.example"),
        job_title: if position == 0 {
            "Analyst"
        } else {
            dice.pick(&["Support Agent", "Support Engineer", "Team Lead", "Account Manager"])
        },
        has_seat: position != 0,
        away,
        away_reassign: away && dice.chance(0.5),
        teams: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_enough_people_in_every_team() {
        for conversations in [10, 1000, 20_000, 1_000_000, 5_000_000] {
            let staff = Staff::new(3, conversations);
            assert!((6..=10).contains(&staff.teams.len()));
            assert!((12..=40).contains(&staff.admins.len()));
            assert!(staff.teams.iter().all(|team| team.members.len() >= 2));
            assert!(!staff.admins[0].has_seat && staff.admins[0].teams.is_empty());
        }
    }
}
