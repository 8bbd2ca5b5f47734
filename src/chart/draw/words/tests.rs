//! Word clouds read as a person reads them.

use crate::chart::decode::texts_are_apart;
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Scene, TextMark};
use crate::chart::spec::{Channel, Chart, Layer, Spec};
use crate::chart::{draw, example};

fn chart<T: Into<String>>(words: impl IntoIterator<Item = (T, f64)>) -> Chart {
    let (words, values): (Vec<String>, Vec<f64>) = words.into_iter().map(|(word, value)| (word.into(), value)).unzip();
    let mut spec = Spec::new(Kind::WordCloud, "");
    spec.text = Some(Channel::of("Word"));
    spec.y = vec![Layer::of("Count")];
    let frame = Frame::try_from(vec![
        Column::texts("Word", words.into_iter().map(Some)),
        Column::numbers("Count", Unit::Number, values.into_iter().map(Some)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

/// The words by the order of their spots, which is that of their values.
fn words(scene: &Scene) -> Vec<&TextMark> {
    let mut words: Vec<&TextMark> = scene.texts().filter(|text| text.of.is_some()).collect();
    words.sort_by_key(|text| text.of);
    words
}

#[test]
fn a_word_that_is_there_more_often_is_never_smaller() {
    for size in [Size::new(120, 40), Size::new(80, 24)] {
        let scene = draw(&example(Kind::WordCloud), &Look::default(), size);
        let words = words(&scene);
        assert_eq!(words.len(), 40);
        for pair in words.windows(2) {
            let weight = |text: &TextMark| (text.rows, text.bold, text.ink.strength);
            assert!(
                weight(pair[0]) >= weight(pair[1]),
                "{:?} {:?}",
                pair[0].text,
                pair[1].text
            );
        }
        assert_eq!(words[0].text.as_str(), "refund");
        assert_eq!((words[0].rows, words[39].rows), (4, 1));
        assert!(texts_are_apart(&scene));
    }
}

#[test]
fn the_first_word_is_in_the_middle() {
    let scene = draw(&example(Kind::WordCloud), &Look::default(), Size::new(80, 24));
    let (middle, at) = (scene.plot.center(), scene.spots[0].at);
    assert!((middle.x - at.x).abs() <= 8.0 && (middle.y - at.y).abs() <= 16.0);
}

#[test]
fn what_finds_no_room_is_named_below_and_counted() {
    let many = (0..140).map(|index| (format!("quite a long word {index}"), 200.0 - f64::from(index)));
    let scene = draw(&chart(many), &Look::default(), Size::new(60, 12));
    let all: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    assert!(
        all.iter().any(|text| text.starts_with("also:") && text.contains(" +")),
        "{all:?}"
    );
    assert!(
        scene.notes.iter().any(|note| note.contains("found no room")),
        "{:?}",
        scene.notes
    );
    assert!(texts_are_apart(&scene));
}

#[test]
fn stop_words_and_nothing() {
    let scene = draw(
        &chart([("the", 90.0), ("refund", 3.0), ("zero", 0.0)]),
        &Look::default(),
        Size::new(60, 12),
    );
    assert_eq!(words(&scene).len(), 1);
    assert_eq!(scene.notes.len(), 2, "{:?}", scene.notes);
    let none = draw(&chart::<String>([]), &Look::default(), Size::new(60, 12));
    assert!(none.texts().any(|text| text.text.contains("no words")));
}

#[test]
fn wide_words_take_their_columns() {
    let names = ["日本語のことば", "👩‍👩‍👧‍👦 家族", "한국어", "ไทย", "refund"];
    let scene = draw(
        &chart(names.map(|name| (name, 5.0))),
        &Look::default(),
        Size::new(40, 10),
    );
    assert_eq!(words(&scene).len(), 5);
    assert!(texts_are_apart(&scene));
}

#[test]
fn words_are_as_large_as_all_of_them_find_room() {
    let scene = draw(
        &chart([("refund", 9.0), ("login", 8.0), ("spam", 1.0)]),
        &Look::default(),
        Size::new(120, 36),
    );
    let rows: Vec<u16> = words(&scene).iter().map(|word| word.rows).collect();
    assert_eq!(rows, [4, 4, 1]);
    let many = (0..60).map(|index| (format!("word{index:02}"), 100.0));
    let scene = draw(&chart(many), &Look::default(), Size::new(60, 14));
    assert!(
        words(&scene).iter().all(|word| word.rows == 1),
        "equal words are of one size"
    );
    assert_eq!(words(&scene).len(), 60);
}
