//! What a perfect sync would hold: every record of every module, value by value.
//!
//! It is told from the records themselves and never from their JSON, so that a mistake in one of them shows.

use crate::catalog::Module;

use super::company::Company;
use super::contact::{Contact, Device};
use super::conversation::{Conversation, PRIORITIES};
use super::help::{Article, Collection, HelpCenter};
use super::ids;
use super::setting::Setting;
use super::staff::TAGS;
use super::ticket::{TICKET_STATES, Ticket};
use super::view::{View, company_id, contact_id};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Words, and every id.
    Text(String),
    /// A whole number; for a duration, seconds.
    Int(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// Yes or no.
    Bool(bool),
    /// A moment in Unix seconds.
    Time(i64),
    /// Several words.
    List(Vec<String>),
}

/// The values of one record, in the order of [`Module::fields`].
pub type TruthRow = Vec<Cell>;

/// The rows of a module that follow from one record: its own, or those derived from it.
pub(crate) fn rows(view: &View<'_>, module: Module, index: u32) -> Vec<TruthRow> {
    let setting = view.setting;
    match module {
        Module::Conversations => vec![conversation(setting, &view.conversation(index))],
        Module::ConversationVsContact => {
            let own = view.conversation(index);
            let id = Cell::Text(own.id.to_string());
            let contacts = own.contacts().iter();
            contacts
                .map(|contact| vec![Cell::Text(contact_id(setting, *contact)), id.clone()])
                .collect()
        }
        Module::Contacts => vec![contact(setting, &view.contact(index))],
        Module::Companies => vec![company(setting, view.company(index))],
        Module::Tickets => vec![ticket(setting, &view.ticket(index))],
        Module::Articles => vec![article(setting, view.article(index))],
        Module::Collections => vec![collection(setting, view.collection(index))],
        Module::HelpCenters => vec![help_center(setting, &view.help_center(index))],
        Module::Admins => vec![admin(view, index)],
        Module::Teams => vec![vec![
            id(setting.staff.teams[index as usize].id),
            Cell::Text(view.team_name(index)),
        ]],
        Module::TeamVsAdmin => {
            let team = id(setting.staff.teams[index as usize].id);
            view.team_members(index)
                .into_iter()
                .map(|admin| vec![team.clone(), id(admin)])
                .collect()
        }
    }
}

fn admin(view: &View<'_>, index: u32) -> TruthRow {
    let own = &view.setting.staff.admins[index as usize];
    let state = view.admin(index);
    vec![
        text(&own.email),
        Cell::Bool(state.away_reassign),
        Cell::Bool(own.has_seat),
        id(own.id),
        Cell::Bool(state.away),
        text(&own.name),
    ]
}

fn article(setting: &Setting, own: Article) -> TruthRow {
    let mut body = String::new();
    let has_body = own.body(&mut body);
    let url = own.url();
    let parent = own.parents.first().map(|parent| ids::collection(*parent));
    vec![
        Cell::Text(own.title),
        id(own.id),
        words(own.default_locale),
        words(parent.map(|_| "collection")),
        maybe_id(parent),
        maybe(url),
        time(own.updated_at),
        time(own.created_at),
        text(&setting.app_id),
        text(if own.is_published { "published" } else { "draft" }),
        id(own.author_id),
        maybe(has_body.then_some(body)),
        maybe(own.description),
    ]
}

fn collection(setting: &Setting, own: Collection) -> TruthRow {
    vec![
        words(own.icon),
        maybe(own.url()),
        time(own.updated_at),
        time(own.created_at),
        text(&setting.app_id),
        maybe_id(own.help_center.map(ids::help_center)),
        maybe(own.description),
        Cell::Text(own.name),
        id(own.id),
        Cell::Int(i64::from(own.order)),
    ]
}

fn help_center(setting: &Setting, own: &HelpCenter) -> TruthRow {
    vec![
        id(own.id),
        text(own.identifier),
        Cell::Bool(own.website_turned_on),
        text(own.display_name),
        text(&setting.app_id),
        time(own.updated_at),
        time(own.created_at),
    ]
}

fn company(setting: &Setting, own: Company) -> TruthRow {
    vec![
        Cell::Text(own.id),
        maybe(own.own_id),
        text(&setting.app_id),
        time(own.created_at),
        time(own.updated_at),
        Cell::Decimal(own.monthly_spend),
        Cell::Int(i64::from(own.session_count)),
        Cell::Int(i64::from(own.user_count)),
        tags(&own.tags),
        maybe(own.name),
        own.size.map_or(Cell::Null, |size| Cell::Int(i64::from(size))),
    ]
}

fn contact(setting: &Setting, own: &Contact) -> TruthRow {
    let campaign = own.campaign;
    let sms = |value: bool| {
        if own.flags.knows_sms {
            Cell::Bool(value)
        } else {
            Cell::Null
        }
    };
    let browser = own.browser.as_ref();
    let mut row = vec![
        words(campaign.map(|campaign| campaign.medium)),
        words(campaign.map(|campaign| campaign.source)),
        words(campaign.and_then(|campaign| campaign.term)),
        words(own.referrer),
        sms(own.flags.sms_consent),
        sms(own.flags.unsubscribed_from_sms),
        text(&own.id),
        maybe(own.external_id.clone()),
        text(&setting.app_id),
        text(if own.is_user { "user" } else { "lead" }),
        maybe(own.email.clone()),
        maybe(own.phone.clone()),
        maybe(own.name.clone()),
        maybe_id(own.owner_id),
        Cell::Bool(own.flags.has_hard_bounced),
        Cell::Bool(own.flags.marked_email_as_spam),
        Cell::Bool(own.flags.unsubscribed_from_emails),
        time(own.created_at),
        time(own.updated_at),
        maybe_time(own.signed_up_at),
        maybe_time(own.last_seen_at),
        maybe_time(own.last_replied_at),
        maybe_time(own.last_contacted_at),
        maybe_time(own.last_email_opened_at),
        maybe_time(own.last_email_clicked_at),
        words(own.language_override),
        words(browser.map(|browser| browser.name)),
        maybe(browser.map(|browser| browser.version.clone())),
        words(own.browser_language),
        words(browser.map(|browser| browser.os)),
    ];
    row.extend(device(own.android.as_ref()));
    row.extend(device(own.ios.as_ref()));
    row.push(maybe(
        own.companies.first().map(|company| company_id(setting, *company)),
    ));
    row.push(words(campaign.map(|campaign| campaign.name)));
    row.push(words(campaign.and_then(|campaign| campaign.content)));
    row
}

fn device(own: Option<&Device>) -> [Cell; 6] {
    [
        words(own.map(|device| device.app)),
        maybe(own.map(|device| device.app_version.clone())),
        words(own.map(|device| device.model)),
        words(own.map(|device| device.os_version)),
        words(own.map(|device| device.sdk_version)),
        maybe_time(own.map(|device| device.last_seen_at)),
    ]
}

fn conversation(setting: &Setting, own: &Conversation) -> TruthRow {
    let statistics = own.statistics;
    let moment = |at: Option<Option<u32>>| maybe_time(at.flatten());
    let length = |seconds: Option<Option<u32>>| maybe_int(seconds.flatten());
    let mut title = String::new();
    let has_title = own.title(&mut title);
    let rating = own.rating;
    vec![
        text(own.state.word()),
        moment(statistics.map(|s| s.last_assignment_at)),
        moment(statistics.map(|s| s.last_assignment_admin_reply_at)),
        moment(statistics.map(|s| s.last_contact_reply_at)),
        moment(statistics.map(|s| s.last_admin_reply_at)),
        moment(statistics.map(|s| s.last_close_at)),
        maybe_id(statistics.and_then(|s| s.last_closed_by)),
        maybe_int(statistics.map(|s| s.count_reopens)),
        maybe_int(statistics.map(|s| s.count_assignments)),
        maybe_int(statistics.map(|s| s.count_parts)),
        tags(own.tags()),
        Cell::Bool(own.read),
        words(own.sla.map(|(name, _)| name)),
        words(own.sla.map(|(_, status)| status)),
        Cell::Bool(own.is_open()),
        text(own.channel),
        length(statistics.map(|s| s.time_to_first_close)),
        length(statistics.map(|s| s.time_to_admin_reply)),
        length(statistics.map(|s| s.time_to_assignment)),
        maybe_id(rating.and_then(|rating| rating.admin)),
        maybe(rating.map(|_| contact_id(setting, own.contacts()[0]))),
        maybe_time(rating.map(|rating| rating.asked_at)),
        words(rating.and_then(|rating| rating.remark)),
        maybe_int(rating.and_then(|rating| rating.score).map(u32::from)),
        maybe_time(own.snoozed_until),
        maybe_time(own.waiting_since),
        time(own.updated_at),
        time(own.created_at),
        maybe_id(own.team_id(setting)),
        maybe_id(own.admin_id(setting)),
        text(PRIORITIES[usize::from(own.priority)]),
        moment(statistics.map(|s| s.first_close_at)),
        maybe(has_title.then_some(title)),
        Cell::Text(own.id.to_string()),
        moment(statistics.map(|s| s.first_admin_reply_at)),
        moment(statistics.map(|s| s.first_assignment_at)),
        moment(statistics.map(|s| s.first_contact_reply_at)),
        length(statistics.map(|s| s.median_time_to_reply)),
        length(statistics.map(|s| s.time_to_last_close)),
    ]
}

fn ticket(setting: &Setting, own: &Ticket) -> TruthRow {
    vec![
        time(own.updated_at),
        time(own.created_at),
        maybe_id(own.team_id(setting)),
        maybe_id(own.admin_id(setting)),
        words(own.ticket_type().map(|kind| kind.name)),
        text(TICKET_STATES[usize::from(own.state)].1),
        text(own.category()),
        Cell::Text(own.id.to_string()),
    ]
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn words(text: Option<&'static str>) -> Cell {
    text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

fn maybe(text: Option<String>) -> Cell {
    text.map_or(Cell::Null, Cell::Text)
}

fn id(number: u32) -> Cell {
    Cell::Text(number.to_string())
}

fn maybe_id(number: Option<u32>) -> Cell {
    number.map_or(Cell::Null, id)
}

fn time(at: u32) -> Cell {
    Cell::Time(i64::from(at))
}

fn maybe_time(at: Option<u32>) -> Cell {
    at.map_or(Cell::Null, time)
}

fn maybe_int(number: Option<u32>) -> Cell {
    number.map_or(Cell::Null, |number| Cell::Int(i64::from(number)))
}

fn tags(positions: &[u8]) -> Cell {
    Cell::List(positions.iter().map(|tag| TAGS[usize::from(*tag)].to_owned()).collect())
}
