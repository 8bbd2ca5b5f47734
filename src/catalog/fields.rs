//! The 145 fields, module by module, in the order people see them.
//!
//! Each line says the field's name as users know it, its type, and where in Intercom's JSON its value is found. What a
//! path looks like is told at [`Origin`](super::field::Origin). Add a field here and it is decoded, stored, asked for and shown; nothing else
//! has to be told.

use super::field::{Field, Kind, field};

pub(super) const ADMINS: &[Field] = &[
    field("Email", Kind::Text, "email"),
    field("Away Model Reassign", Kind::Boolean, "away_mode_reassign").known_as(&["Away Mode Reassign"]),
    field("Has Inbox Seat", Kind::Boolean, "has_inbox_seat"),
    field("Admin ID", Kind::Id, "id").required(),
    field("Away Mode Enabled", Kind::Boolean, "away_mode_enabled"),
    field("Name", Kind::Text, "name"),
];

pub(super) const ARTICLES: &[Field] = &[
    field("Title", Kind::Text, "title"),
    field("Article ID", Kind::Id, "id").required(),
    field("Default Locale", Kind::Text, "default_locale"),
    field("Parent Type", Kind::Text, "parent_type").or_word("parent_ids[]", "collection"),
    field("Parent ID", Kind::Id, "parent_id").or("parent_ids[]"),
    field("URL", Kind::Text, "url"),
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("WorkSpace ID", Kind::Id, "workspace_id").required(),
    field("State", Kind::Text, "state").required(),
    field("Author ID", Kind::Id, "author_id"),
    field("Body", Kind::Text, "body"),
    field("Description", Kind::Text, "description"),
];

pub(super) const COLLECTIONS: &[Field] = &[
    field("Icon", Kind::Text, "icon"),
    field("URL", Kind::Text, "url"),
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("Workspace ID", Kind::Id, "workspace_id").required(),
    field("Help Center ID", Kind::Id, "help_center_id"),
    field("Description", Kind::Text, "description"),
    field("Name", Kind::Text, "name").required(),
    field("Collection ID", Kind::Id, "id").required(),
    field("Order", Kind::Integer, "order"),
];

pub(super) const COMPANIES: &[Field] = &[
    field("ID", Kind::Id, "id").required(),
    field("Company ID", Kind::Text, "company_id"),
    field("App ID", Kind::Id, "app_id"),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("Updated At", Kind::Timestamp, "updated_at"),
    field("Monthly Spend", Kind::Decimal, "monthly_spend"),
    field("Session Count", Kind::Integer, "session_count"),
    field("User Count", Kind::Integer, "user_count"),
    field("Tags", Kind::List, "tags.tags[].name"),
    field("Name", Kind::Text, "name"),
    field("Size", Kind::Integer, "size"),
];

pub(super) const CONTACTS: &[Field] = &[
    field("UTM Medium", Kind::Text, "utm_medium"),
    field("UTM Source", Kind::Text, "utm_source"),
    field("UTM Term", Kind::Text, "utm_term"),
    field("Referrer", Kind::Text, "referrer"),
    field("SMS Consent", Kind::Boolean, "sms_consent"),
    field("Unsubscribed From SMS", Kind::Boolean, "unsubscribed_from_sms"),
    field("ID", Kind::Id, "id").required(),
    field("External ID", Kind::Text, "external_id"),
    field("WorkSpace ID", Kind::Id, "workspace_id").required(),
    field("Role", Kind::Text, "role").required(),
    field("Email", Kind::Text, "email"),
    field("Phone", Kind::Text, "phone"),
    field("Name", Kind::Text, "name"),
    field("Owner ID", Kind::Id, "owner_id"),
    field("Has Hard Bounced", Kind::Boolean, "has_hard_bounced"),
    field("Marked Email as Spam", Kind::Boolean, "marked_email_as_spam"),
    field("Unsubscribed From Emails", Kind::Boolean, "unsubscribed_from_emails"),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Signed Up At", Kind::Timestamp, "signed_up_at"),
    field("Last Seen At", Kind::Timestamp, "last_seen_at"),
    field("Last Replied At", Kind::Timestamp, "last_replied_at"),
    field("Last Contacted At", Kind::Timestamp, "last_contacted_at"),
    field("Last Email Opened At", Kind::Timestamp, "last_email_opened_at"),
    field("Last Email Clicked At", Kind::Timestamp, "last_email_clicked_at"),
    field("Language Override", Kind::Text, "language_override"),
    field("Browser", Kind::Text, "browser"),
    field("Browser Version", Kind::Text, "browser_version"),
    field("Browser Language", Kind::Text, "browser_language"),
    field("OS", Kind::Text, "os"),
    field("Android App Name", Kind::Text, "android_app_name"),
    field("Android App Version", Kind::Text, "android_app_version"),
    field("Android Device", Kind::Text, "android_device"),
    field("Android OS Version", Kind::Text, "android_os_version"),
    field("Android SDB Version", Kind::Text, "android_sdk_version").known_as(&["Android SDK Version"]),
    field("Android Last Seen At", Kind::Timestamp, "android_last_seen_at"),
    field("IOS App Name", Kind::Text, "ios_app_name"),
    field("IOS App Version", Kind::Text, "ios_app_version"),
    field("IOS Device", Kind::Text, "ios_device"),
    field("IOS OS Version", Kind::Text, "ios_os_version"),
    field("IOS SDB Version", Kind::Text, "ios_sdk_version").known_as(&["IOS SDK Version"]),
    field("IOS Last Seen At", Kind::Timestamp, "ios_last_seen_at"),
    field("Company ID", Kind::Id, "companies.data[].id"),
    field("UTM Campaign", Kind::Text, "utm_campaign"),
    field("UTM Content", Kind::Text, "utm_content"),
];

pub(super) const CONVERSATION_VS_CONTACT: &[Field] = &[
    field("Contact ID", Kind::Id, "contacts.contacts[].id").required(),
    field("Conversation ID", Kind::Id, "id").required(),
];

pub(super) const CONVERSATIONS: &[Field] = &[
    field("State", Kind::Text, "state").required(),
    field("Last Assignment At", Kind::Timestamp, "statistics.last_assignment_at"),
    field(
        "Last Assignment Admin Reply At",
        Kind::Timestamp,
        "statistics.last_assignment_admin_reply_at",
    ),
    field(
        "Last Contact Reply At",
        Kind::Timestamp,
        "statistics.last_contact_reply_at",
    ),
    field("Last Admin Reply At", Kind::Timestamp, "statistics.last_admin_reply_at"),
    field("Last Close At", Kind::Timestamp, "statistics.last_close_at"),
    field("Last Closed By ID", Kind::Id, "statistics.last_closed_by_id"),
    field("Count Reopens", Kind::Integer, "statistics.count_reopens"),
    field("Count Assignments", Kind::Integer, "statistics.count_assignments"),
    field(
        "Count Conversation Parts",
        Kind::Integer,
        "statistics.count_conversation_parts",
    )
    .known_as(&["Count Conversation\u{a0}Parts"]),
    field("Tags", Kind::List, "tags.tags[].name"),
    field("Read", Kind::Boolean, "read"),
    field("Sla Name", Kind::Text, "sla_applied.sla_name").known_as(&["SLA Name"]),
    field("Sla Status", Kind::Text, "sla_applied.sla_status").known_as(&["SLA Status"]),
    field("Open", Kind::Boolean, "open").required(),
    field("Source", Kind::Text, "source.type"),
    field("Time To First Close", Kind::Duration, "statistics.time_to_first_close"),
    field("Time To Admin Reply", Kind::Duration, "statistics.time_to_admin_reply"),
    field("Time To Assignment", Kind::Duration, "statistics.time_to_assignment"),
    field(
        "Conversation Rating Admin ID",
        Kind::Id,
        "conversation_rating.teammate.id",
    )
    .when("conversation_rating.teammate.type", "admin"),
    field(
        "Conversation Rating Contact ID",
        Kind::Id,
        "conversation_rating.contact.id",
    ),
    field(
        "Conversation Rating Created At",
        Kind::Timestamp,
        "conversation_rating.created_at",
    ),
    field("Conversation Rating Remark", Kind::Text, "conversation_rating.remark"),
    field("Conversation Rating", Kind::Integer, "conversation_rating.rating"),
    field("Snozzed Until", Kind::Timestamp, "snoozed_until").known_as(&["Snoozed Until"]),
    field("Waiting Since", Kind::Timestamp, "waiting_since"),
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("Team Assignee ID", Kind::Id, "team_assignee_id").zero_is_absent(),
    field("Admin Assignee ID", Kind::Id, "admin_assignee_id").zero_is_absent(),
    field("Priority", Kind::Text, "priority"),
    field("First Close At", Kind::Timestamp, "statistics.first_close_at"),
    field("Title", Kind::Text, "title"),
    field("ID", Kind::Id, "id").required(),
    field(
        "First Admin Reply At",
        Kind::Timestamp,
        "statistics.first_admin_reply_at",
    ),
    field("First Assignment At", Kind::Timestamp, "statistics.first_assignment_at"),
    field(
        "First Contact Reply At",
        Kind::Timestamp,
        "statistics.first_contact_reply_at",
    ),
    field(
        "Median Time To Reply",
        Kind::Duration,
        "statistics.median_time_to_reply",
    ),
    field("Time To Last Close", Kind::Duration, "statistics.time_to_last_close"),
];

pub(super) const HELP_CENTERS: &[Field] = &[
    field("Help Center ID", Kind::Id, "id").required(),
    field("Identifier", Kind::Text, "identifier"),
    field("Website Turned On", Kind::Boolean, "website_turned_on"),
    field("Display Name", Kind::Text, "display_name"),
    field("WorkSpace ID", Kind::Id, "workspace_id").required(),
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Created At", Kind::Timestamp, "created_at").required(),
];

pub(super) const TEAM_VS_ADMIN: &[Field] = &[
    field("Team ID", Kind::Id, "id").required(),
    field("Admin ID", Kind::Id, "admin_ids[]").required(),
];

pub(super) const TEAMS: &[Field] = &[
    field("Team ID", Kind::Id, "id").required(),
    field("Name", Kind::Text, "name").required(),
];

pub(super) const TICKETS: &[Field] = &[
    field("Updated At", Kind::Timestamp, "updated_at").required(),
    field("Created At", Kind::Timestamp, "created_at").required(),
    field("Team Assignee ID", Kind::Id, "team_assignee_id").zero_is_absent(),
    field("Admin Assignee ID", Kind::Id, "admin_assignee_id").zero_is_absent(),
    field("Ticket Type", Kind::Text, "ticket_type.name"),
    field("Ticket State", Kind::Text, "ticket_state.category"),
    field("Category", Kind::Text, "category"),
    field("ID", Kind::Id, "id").required(),
];
