//! A contact as it is at a moment.

use std::fmt::Write;

use crate::sandbox::dice::{Dice, Stream};

use super::ids::Hex;
use super::setting::{Growing, Setting};
use super::shelf::Touch;
use super::texts;
use super::visits::Visits;
use super::words::Culture;

const DAY: u32 = 86_400;
/// Companies with this remainder have no contacts: lists leave them out.
const LONELY: u32 = 17;

/// A phone with the customer's app on it.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) app: &'static str,
    pub(crate) app_version: String,
    pub(crate) model: &'static str,
    pub(crate) os_version: &'static str,
    pub(crate) sdk_version: &'static str,
    pub(crate) last_seen_at: u32,
}

/// The campaign that brought a contact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Campaign {
    pub(crate) source: &'static str,
    pub(crate) medium: &'static str,
    pub(crate) name: &'static str,
    pub(crate) term: Option<&'static str>,
    pub(crate) content: Option<&'static str>,
}

/// Yes-or-no properties of a contact.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent properties of the record"
)]
pub(crate) struct Flags {
    pub(crate) has_hard_bounced: bool,
    pub(crate) marked_email_as_spam: bool,
    pub(crate) unsubscribed_from_emails: bool,
    /// Whether the SMS properties are known; each is a property of its own then.
    pub(crate) knows_sms: bool,
    pub(crate) sms_consent: bool,
    pub(crate) unsubscribed_from_sms: bool,
}

/// The web browser a contact was last seen with.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    pub(crate) os: &'static str,
}

/// A contact at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) index: u32,
    pub(crate) id: String,
    pub(crate) is_user: bool,
    pub(crate) external_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) owner_id: Option<u32>,
    pub(crate) flags: Flags,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    pub(crate) signed_up_at: Option<u32>,
    pub(crate) last_seen_at: Option<u32>,
    pub(crate) last_replied_at: Option<u32>,
    pub(crate) last_contacted_at: Option<u32>,
    pub(crate) last_email_opened_at: Option<u32>,
    pub(crate) last_email_clicked_at: Option<u32>,
    pub(crate) language_override: Option<&'static str>,
    pub(crate) browser: Option<Browser>,
    pub(crate) browser_language: Option<&'static str>,
    pub(crate) android: Option<Device>,
    pub(crate) ios: Option<Device>,
    pub(crate) campaign: Option<Campaign>,
    pub(crate) referrer: Option<&'static str>,
    /// Country, region, city.
    pub(crate) place: Option<(&'static str, &'static str, &'static str)>,
    /// Numbers of their companies; at most 12.
    pub(crate) companies: Vec<u32>,
    /// Positions in the tags.
    pub(crate) tags: Vec<u8>,
}

impl Contact {
    /// The contact with this number at `at`, with what was done to it from outside.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        let created_at = setting.arrival(Growing::Contacts, index);
        let person = Person::of(setting, index);
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let visits = visits(setting, index, created_at);
        let last_seen = visits.last(at).max(touches.last().map_or(0, |touch| touch.at));
        let seen = visits.count(at) + touches.len() as u32;
        let mut dice = Dice::new(setting.seed, Stream::Contact, u64::from(index));
        let is_user = person.is_user;
        let before = |dice: &mut Dice, probability: f64, within: u32| {
            let back = dice.below(within);
            dice.chance(probability)
                .then(|| last_seen.saturating_sub(back).max(created_at))
        };
        let mut contact = Self {
            index,
            id: Hex::Contact.id(created_at, index),
            is_user,
            external_id: person.external_id(),
            email: person.email(),
            phone: dice
                .chance(0.3)
                .then(|| format!("{}{:07}", person.culture.dial, dice.below(10_000_000))),
            name: person.name(),
            owner_id: dice.chance(0.25).then(|| dice.choose(&setting.staff.admins).id),
            flags: Flags {
                has_hard_bounced: dice.chance(0.02),
                marked_email_as_spam: dice.chance(0.01),
                unsubscribed_from_emails: dice.chance(0.08) ^ (touches.len() % 2 == 1),
                knows_sms: dice.chance(0.2),
                sms_consent: dice.chance(0.5),
                unsubscribed_from_sms: dice.chance(0.1),
            },
            created_at,
            updated_at: last_seen,
            signed_up_at: is_user.then_some(created_at),
            last_seen_at: dice.chance(0.96).then_some(last_seen),
            last_replied_at: before(&mut dice, 0.5, 3 * DAY),
            last_contacted_at: before(&mut dice, 0.6, 6 * DAY),
            last_email_opened_at: before(&mut dice, 0.35, 5 * DAY),
            last_email_clicked_at: before(&mut dice, 0.15, 5 * DAY),
            language_override: dice.chance(0.05).then_some(person.culture.language),
            browser: None,
            browser_language: None,
            android: None,
            ios: None,
            campaign: None,
            referrer: dice.chance(0.3).then(|| {
                dice.pick(&[
                    "https://www.google.com/",
                    "https://news.ycombinator.com/",
                    "https://duckduckgo.com/?q=help+desk",
                    "",
                ])
            }),
            place: dice.chance(0.92).then(|| dice.pick(person.culture.places)),
            companies: companies(setting, index, is_user),
            tags: Vec::new(),
        };
        contact.equip(&mut dice, person.culture, seen);
        contact
    }

    /// Browser, phone, campaign and tags.
    fn equip(&mut self, dice: &mut Dice, culture: &Culture, seen: u32) {
        const BROWSERS: [(&str, u32); 5] = [
            ("chrome", 148),
            ("safari", 19),
            ("firefox", 145),
            ("edge", 147),
            ("samsung_browser", 29),
        ];
        const SYSTEMS: [&str; 7] = [
            "Windows 11",
            "macOS 15.6",
            "Mac OS X 10.15.7",
            "Linux",
            "Android 16",
            "iOS 19.1",
            "Chrome OS",
        ];
        if dice.chance(0.88) {
            let (name, version) = dice.pick(&BROWSERS);
            self.browser = Some(Browser {
                name,
                version: format!("{}.0.{}", version - dice.below(4), seen),
                os: dice.pick(&SYSTEMS),
            });
            self.browser_language = Some(culture.language);
        }
        let last_seen_at = self.updated_at;
        match dice.below(100) {
            0..=9 => {
                self.android = Some(Device {
                    app: "Acme for Android",
                    app_version: format!("4.{}.{}", dice.below(30), seen),
                    model: dice.pick(&["Pixel 10", "Galaxy S26", "Xiaomi 15"]),
                    os_version: dice.pick(&["14", "15", "16"]),
                    sdk_version: dice.pick(&["16.1.0", "17.0.2"]),
                    last_seen_at,
                });
            }
            10..=21 => {
                self.ios = Some(Device {
                    app: "Acme",
                    app_version: format!("7.{}.{}", dice.below(20), seen),
                    model: dice.pick(&["iPhone17,1", "iPhone16,2", "iPad14,3"]),
                    os_version: dice.pick(&["18.7", "19.0", "19.1"]),
                    sdk_version: dice.pick(&["18.6.1", "19.0.0"]),
                    last_seen_at,
                });
            }
            _ => {}
        }
        if dice.chance(0.22) {
            self.campaign = Some(Campaign {
                source: dice.pick(&["google", "newsletter", "linkedin", "partner"]),
                medium: dice.pick(&["cpc", "email", "social", "referral"]),
                name: dice.pick(&["autumn-launch", "brand", "webinar-42", "zurück-im-büro"]),
                term: dice
                    .chance(0.5)
                    .then(|| dice.pick(&["help desk", "support inbox", "チャット"])),
                content: dice.chance(0.4).then(|| dice.pick(&["blue-button", "hero", "footer"])),
            });
        }
        for _ in 0..dice.weighted([70, 20, 8, 2].into_iter()) {
            let tag = dice.below(super::staff::TAGS.len() as u32) as u8;
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
    }

    /// The culture of a contact, without the rest of them.
    pub(crate) fn culture(setting: &Setting, index: u32) -> &'static Culture {
        Person::of(setting, index).culture
    }

    /// When the contact was last changed at `at`, and when they change next.
    pub(crate) fn life(setting: &Setting, index: u32, at: u32) -> (u32, Option<u32>) {
        let created = setting.arrival(Growing::Contacts, index);
        let visits = visits(setting, index, created);
        (visits.last(at), visits.next(at))
    }
}

/// Who a contact is: what is needed wherever they are named.
pub(crate) struct Person {
    culture: &'static Culture,
    index: u32,
    pub(crate) is_user: bool,
    /// What everything else about them is read from, each from bits of its own.
    bits: u64,
}

impl Person {
    pub(crate) fn of(setting: &Setting, index: u32) -> Self {
        let mut dice = Dice::new(setting.seed, Stream::Person, u64::from(index));
        Self {
            culture: Culture::draw(&mut dice),
            index,
            is_user: dice.chance(0.72),
            bits: dice.bits(),
        }
    }

    fn given(&self) -> u32 {
        self.bits as u32 & 0xffff
    }

    fn family(&self) -> u32 {
        (self.bits >> 16) as u32 & 0xffff
    }

    /// One in 256 has a name meant to do harm: which one.
    fn hostile(&self) -> Option<u32> {
        (self.bits >> 32 & 0xff == 7).then_some((self.bits >> 40) as u32 & 0xff)
    }

    /// Users have names; one lead in four has none.
    fn is_named(&self) -> bool {
        self.is_user || self.bits >> 48 & 3 != 1
    }

    fn is_mailed(&self) -> bool {
        self.is_user || self.bits >> 50 & 3 != 1
    }

    fn has_external_id(&self) -> bool {
        self.is_user && self.bits >> 52 & 15 != 1
    }

    /// Writes their name; false where they have none.
    pub(crate) fn write_name(&self, text: &mut String) -> bool {
        match self.hostile() {
            _ if !self.is_named() => return false,
            Some(number) => texts::hostile(number, text),
            None => self.culture.full_name(self.given(), self.family(), text),
        }
        true
    }

    /// Writes their e-mail address; false where they have none.
    pub(crate) fn write_email(&self, text: &mut String) -> bool {
        const DOMAINS: [&str; 6] = [
            "example.com",
            "mail.example.org",
            "northwind.example",
            "kestrel.example",
            "aurora.example",
            "example.net",
        ];
        if !self.is_mailed() {
            return false;
        }
        let (given, family) = (self.given() as usize, self.family() as usize);
        let first = self.culture.given[given % self.culture.given.len()].1;
        let last = self.culture.family[family % self.culture.family.len()].1;
        let domain = DOMAINS[(given + family) % DOMAINS.len()];
        let _ = write!(text, "{first}.{last}{}@{domain}", self.index);
        true
    }

    /// Writes the customer's own id of them; false where there is none.
    pub(crate) fn write_external_id(&self, text: &mut String) -> bool {
        let _ = write!(text, "user-{}", 70_000 + u64::from(self.index) * 3);
        self.has_external_id()
    }

    fn external_id(&self) -> Option<String> {
        let mut text = String::new();
        self.write_external_id(&mut text).then_some(text)
    }

    fn name(&self) -> Option<String> {
        let mut text = String::new();
        self.write_name(&mut text).then_some(text)
    }

    fn email(&self) -> Option<String> {
        let mut text = String::new();
        self.write_email(&mut text).then_some(text)
    }
}

fn visits(setting: &Setting, index: u32, created: u32) -> Visits {
    Visits::of(setting.seed, Stream::Contact, index, created, 4 * DAY, 0.12)
}

/// The companies of a contact: most users have one, a few as many as 12. Old companies have the most people.
pub(crate) fn companies(setting: &Setting, index: u32, is_user: bool) -> Vec<u32> {
    let mut dice = Dice::new(setting.seed, Stream::Company, u64::from(index) << 1 | 1);
    let weights: &[u32] = if is_user {
        &[90, 760, 110, 20, 10, 10]
    } else {
        &[860, 140]
    };
    let wanted = match dice.weighted(weights.iter().copied()) {
        5 => 12,
        4 => 7,
        few => few as u32,
    };
    let there = setting.earlier(Growing::Companies, Growing::Contacts, index);
    let mut companies = Vec::with_capacity(wanted as usize);
    for _ in 0..wanted {
        let unit = dice.unit();
        let company = ((f64::from(there) * unit * unit) as u32).min(there - 1);
        let company = if is_lonely(company) { company - 1 } else { company };
        if !companies.contains(&company) {
            companies.push(company);
        }
    }
    companies
}

/// Whether a company has no contacts.
pub(crate) const fn is_lonely(company: u32) -> bool {
    company % LONELY == LONELY - 1
}
