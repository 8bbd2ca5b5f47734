//! Texts as nobody means them: sequences, overrides, what is invisible, and every script.

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_pcg::Pcg64Mcg;

/// What is known to do harm somewhere, and scripts and emoji that are only hard to measure.
const PARTS: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}[6n",
    "\u{1b}]52;c;eA==\u{7}",
    "\u{1b}]0;title\u{1b}\\",
    "\u{1b}]8;;http://evil\u{1b}\\link",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gi=1;AAAA\u{1b}\\",
    "\u{1b}",
    "\u{9b}31m",
    "\u{9d}52;c;eA==\u{9c}",
    "\r\n",
    "\t",
    "\u{8}\u{8}",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{202e}fdp.exe",
    "\u{2066}",
    "\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{200d}\u{200d}\u{200d}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{feff}",
    "\u{ad}",
    "\u{34f}",
    "\u{3164}",
    "\u{115f}",
    "\u{e0041}\u{e007f}",
    "\u{fff9}a\u{fffa}b\u{fffb}",
    "\u{2028}",
    "\u{2029}",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "Z\u{351}\u{36b}\u{343}a\u{32e}\u{320}l",
    "日本語のタイトル",
    "한국어",
    "\u{1112}\u{1161}\u{11ab}",
    "ﬀ ｆｕｌｌ ﾊﾝｶｸ",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇩🇪🇫🇷🇯",
    "1️⃣ ❤️ ☂️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "नमस्ते क्षत्रिय",
    "مرحبا بالعالم",
    "שָׁלוֹם",
    "หน้าที่",
    "ﷺ",
    "𝕳𝖊𝖑𝖑𝖔",
    "\u{e000}\u{f8ff}",
    "\u{fffe}\u{10ffff}",
    "%s%n",
    "<b>&amp;</b>",
    "$(reboot)`id`",
    "'; DROP TABLE",
    "=1+1",
    "",
    "   ",
    "an ordinary word",
    "2026-11-22 14:05",
];

/// One of them, or several, or anything.
pub(super) fn text(rng: &mut Pcg64Mcg) -> String {
    let mut text = String::new();
    for _ in 0..rng.random_range(0..4) {
        match rng.random_range(0..8) {
            0 => text.extend((0..rng.random_range(1..12)).map(|_| anything(rng))),
            1 => text.extend((0..rng.random_range(1..6)).map(|_| char::from(rng.random_range(0..0xa0_u8)))),
            _ => text.push_str(PARTS.choose(rng).copied().unwrap_or_default()),
        }
    }
    if rng.random_bool(0.01) {
        text = text.repeat(200);
    }
    text
}

/// Any character, those that terminals treat in a way of their own more often than by chance.
fn anything(rng: &mut Pcg64Mcg) -> char {
    let (low, high) = *[
        (0, 0x10_ffff),
        (0x80, 0x7ff),
        (0x2000, 0x2fff),
        (0xfe00, 0xffff),
        (0x1_f000, 0x1_faff),
    ]
    .choose(rng)
    .unwrap_or(&(0, 0xff));
    char::from_u32(rng.random_range(low..=high)).unwrap_or('\u{fffd}')
}
