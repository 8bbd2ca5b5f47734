//! A company as it is at a moment.

use crate::sandbox::config::Mode;
use crate::sandbox::dice::{Dice, Stream};

use super::contact::is_lonely;
use super::ids::Hex;
use super::setting::{Growing, Setting};
use super::shelf::Touch;
use super::staff::TAGS;
use super::texts::{self, COMPANY_PARTS, INDUSTRIES};
use super::visits::Visits;

/// A company at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Company {
    pub(crate) id: String,
    /// `company_id`: the customer's own name for it.
    pub(crate) own_id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    pub(crate) last_request_at: Option<u32>,
    pub(crate) remote_created_at: Option<u32>,
    pub(crate) monthly_spend: f64,
    pub(crate) session_count: u32,
    pub(crate) user_count: u32,
    pub(crate) size: Option<u32>,
    pub(crate) website: Option<String>,
    pub(crate) industry: Option<&'static str>,
    pub(crate) plan: Option<(&'static str, &'static str)>,
    /// Positions in the tags.
    pub(crate) tags: Vec<u8>,
}

impl Company {
    /// The company with this number at `at`, with what was done to it from outside.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        let created_at = setting.arrival(Growing::Companies, index);
        let visits = visits(setting, index, created_at);
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let updated_at = visits.last(at).max(touches.last().map_or(0, |touch| touch.at));
        let mut dice = Dice::new(setting.seed, Stream::Company, u64::from(index) << 1);
        let first = dice.pick(COMPANY_PARTS.0);
        let second = dice.pick(COMPANY_PARTS.1);
        let hostile = dice.chance(0.006);
        let name = dice.chance(0.98).then(|| {
            if hostile {
                let mut text = String::new();
                texts::hostile(index, &mut text);
                text
            } else {
                format!("{first} {second}")
            }
        });
        let user_count = user_count(setting, index, &mut dice);
        let cents = f64::from(dice.below(4)) * 0.25 * f64::from(u8::from(setting.mode == Mode::Live));
        let spend = f64::from(user_count) * f64::from(dice.between(0, 90)) + touches.len() as f64;
        let plans = [("269315", "Starter"), ("269316", "Pro"), ("269317", "Enterprise")];
        Self {
            id: Hex::Company.id(created_at, index),
            own_id: dice
                .chance(0.97)
                .then(|| format!("acct_{:06}", u64::from(index) * 7 + 1000)),
            name,
            created_at,
            updated_at,
            last_request_at: dice.chance(0.9).then_some(updated_at),
            remote_created_at: dice.chance(0.6).then(|| created_at - dice.below(90 * 86_400)),
            monthly_spend: spend + cents,
            session_count: visits.count(at) * (1 + user_count / 2) + touches.len() as u32,
            user_count,
            size: dice.chance(0.55).then(|| user_count * dice.between(1, 40) + 1),
            website: dice.chance(0.5).then(|| format!("https://company-{index}.example")),
            industry: dice.chance(0.6).then(|| dice.pick(INDUSTRIES)),
            plan: dice.chance(0.5).then(|| dice.pick(&plans)),
            tags: {
                let mut tags = Vec::new();
                for _ in 0..dice.weighted([60, 25, 10, 5].into_iter()) {
                    let tag = dice.below(TAGS.len() as u32) as u8;
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                tags
            },
        }
    }

    /// When the company was last changed at `at`, and when it changes next.
    pub(crate) fn life(setting: &Setting, index: u32, at: u32) -> (u32, Option<u32>) {
        let visits = visits(setting, index, setting.arrival(Growing::Companies, index));
        (visits.last(at), visits.next(at))
    }
}

fn visits(setting: &Setting, index: u32, created: u32) -> Visits {
    Visits::of(setting.seed, Stream::Company, index, created, 6 * 86_400, 0.06)
}

/// How many contacts such an old company has in the mean: contacts join a company with a probability that falls with
/// the root of its number (see [`super::contact::companies`]).
fn user_count(setting: &Setting, index: u32, dice: &mut Dice) -> u32 {
    let noise = 0.7 + 0.6 * dice.unit();
    if is_lonely(index) {
        return 0;
    }
    let all = f64::from(setting.sizes.companies.max(index + 1));
    let reach = (f64::from(index + 1) / all).sqrt() - (f64::from(index) / all).sqrt();
    ((f64::from(setting.sizes.contacts) * reach * noise) as u32).max(1)
}
