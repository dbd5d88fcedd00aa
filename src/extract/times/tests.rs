//! What is read, as a table: written on a day, a text, and the times that it names.

use proptest::prelude::*;

use super::*;
use crate::text::{sentences, tokens};

/// Times of a text: `words: days relation anchor`, one behind the other.
fn read(published: &str, text: &str) -> String {
    let tokens = tokens(text);
    let found = times(&tokens, &sentences(text, &tokens), Day::parse(published).ok());
    let shown = found.into_iter().map(|mention| {
        let span = tokens[mention.tokens.start].span.start..tokens[mention.tokens.end - 1].span.end;
        let days = match mention.interval {
            Some(days) if days.days() == 1 => days.start().to_string(),
            Some(days) => format!("{}/{}", days.start(), days.last()),
            None => "?".to_owned(),
        };
        let relation = match mention.relation {
            Relation::During => String::new(),
            other => format!(" {other:?}"),
        };
        let anchor = match mention.anchor {
            Anchor::Text => " (text)",
            Anchor::Calendar | Anchor::Published => "",
        };
        format!("{} = {days}{relation}{anchor}", &text[span])
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(published: &str, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let found = read(published, text);
            (found != *expected).then(|| format!("{text}\n   read {found}\n   not  {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "written on {published}:\n{}", wrong.join("\n"));
}

#[test]
fn days_of_the_calendar() {
    check(
        "2018-01-08",
        &[
            ("A raid on Nov. 13, 2017 hit the market", "Nov. 13, 2017 = 2017-11-13"),
            ("8 January 2018", "8 January 2018 = 2018-01-08"),
            ("Published October 15 2016", "October 15 2016 = 2016-10-15"),
            ("on September 27 2013", "September 27 2013 = 2013-09-27"),
            ("Wed Oct 12 2016 Two died", "Wed Oct 12 2016 = 2016-10-12"),
            ("Sunday 16 September 2018 the", "Sunday 16 September 2018 = 2018-09-16"),
            ("Last updated Apr 152017", "Apr 152017 = 2017-04-15"),
            ("It fell on September 12.", "September 12 = 2017-09-12"),
            ("He told reporters on January 5 that", "January 5 = 2018-01-05"),
            ("since the 4th of Sept", "4th of Sept = 2017-09-04 Since"),
            ("Talks will be held on January 15", "January 15 = 2018-01-15"),
            ("Talks were held on January 15", "January 15 = 2017-01-15"),
            ("2017-11-13 at noon", "2017-11-13 = 2017-11-13"),
            ("01.10.2014 Two died", "01.10.2014 = 2014-10-01"),
            ("16-12-2014 Two died", "16-12-2014 = 2014-12-16"),
            ("Sat, 11/30/2016 - 21:11", "Sat, 11/30/2016 = 2016-11-30"),
            ("09/06/2016 it said", ""),
            ("07-01-2018 Two died", "07-01-2018 = 2018-01-07"),
            ("talks to be held on January 20", "January 20 = 2018-01-20"),
            (
                "a February ceasefire; September was bloody",
                "February = 2017-02-01/2017-02-28; September = 2017-09-01/2017-09-30",
            ),
            ("09/06/2016 and 13/06/2016", "09/06/2016 and 13/06/2016 = 2016-06-09/2016-06-13"),
            ("In March 20 people were killed", "March = 2017-03-01/2017-03-31"),
            ("A bomb on July 25 killed two", "July 25 = 2017-07-25"),
            ("He may march to war", ""),
            ("Update (1425ET): at 1900 GMT", ""),
        ],
    );
}

#[test]
fn spans_of_days() {
    check(
        "2018-01-08",
        &[
            ("between December 15 and January 6", "December 15 and January 6 = 2017-12-15/2018-01-06"),
            ("between November 1 and December 24", "November 1 and December 24 = 2017-11-01/2017-12-24"),
            ("from 14 to 17 October 2016", "14 to 17 October 2016 = 2016-10-14/2016-10-17"),
            ("Dec. 15-18", "Dec. 15-18 = 2017-12-15/2017-12-18"),
            ("from October 3 to November 5, 2015", "October 3 to November 5, 2015 = 2015-10-03/2015-11-05"),
            ("from June to August 2016", "June to August 2016 = 2016-06-01/2016-08-31"),
            ("through 2016 and early 2017", "2016 and early 2017 = 2016-01-01/2017-04-30"),
            ("from late 2012 to mid-2013", "late 2012 to mid-2013 = 2012-09-01/2013-08-31"),
            ("the winter of 2013", "winter of 2013 = 2012-12-01/2013-02-28"),
            ("the war of 2013-14", "2013-14 = 2013-01-01/2014-12-31"),
        ],
    );
}

#[test]
fn months_years_and_their_parts() {
    check(
        "2018-09-14",
        &[
            ("It was taken in July 2012.", "July 2012 = 2012-07-01/2012-07-31"),
            ("A March 2020 agreement", "March 2020 = 2020-03-01/2020-03-31"),
            ("by mid-December,", "mid-December = 2017-12-11/2017-12-20 Until"),
            ("In mid- to late July, they", "mid- to late July = 2018-07-11/2018-07-31"),
            ("crossed during August", "August = 2018-08-01/2018-08-31"),
            ("agreed last September in Astana", "last September = 2017-09-01/2017-09-30"),
            ("in the beginning of September", "beginning of September = 2018-09-01/2018-09-07"),
            ("at the end of 2017", "end of 2017 = 2017-11-01/2017-12-31"),
            ("in late 2013", "late 2013 = 2013-09-01/2013-12-31"),
            ("late in 2013", "late in 2013 = 2013-09-01/2013-12-31"),
            ("early October 2017", "early October 2017 = 2017-10-01/2017-10-10"),
            ("the second half of 2017", "second half of 2017 = 2017-07-01/2017-12-31"),
            ("during the first six months of 2018", "first six months of 2018 = 2018-01-01/2018-06-30"),
            ("the first four months of this year", "first four months of this year = 2018-01-01/2018-04-30"),
            ("the last week of July", "last week of July = 2018-07-25/2018-07-31"),
            ("more than a quarter of the town", ""),
            ("the summer of 2015", "summer of 2015 = 2015-06-01/2015-08-31"),
            ("the Arab Spring protests", ""),
            ("after the fall of Aleppo", ""),
            ("back in 2013", "2013 = 2013-01-01/2013-12-31"),
            ("since 2012 the", "2012 = 2012-01-01/2012-12-31 Since"),
            ("The 2016 battle for the city", "2016 = 2016-01-01/2016-12-31"),
            ("before the 2011 uprising", "2011 = 2011-01-01/2011-12-31 Before"),
            ("In 2015 people fled", "2015 = 2015-01-01/2015-12-31"),
            ("the 2015 people who fled, 2015 fighters", ""),
            ("in the 1980s", "1980s = 1980-01-01/1989-12-31"),
        ],
    );
}

#[test]
fn weekdays_are_the_latest_ones() {
    // A Monday.
    check(
        "2024-12-02",
        &[
            ("on Monday", "Monday = 2024-12-02"),
            ("last Monday", "last Monday = 2024-11-25"),
            ("on Sunday night", "Sunday night = 2024-12-01"),
            ("on Saturday and Sunday", "Saturday and Sunday = 2024-11-30/2024-12-01"),
            ("died Friday into Saturday,", "Friday into Saturday = 2024-11-29/2024-11-30"),
            ("from Friday to Sunday", "Friday to Sunday = 2024-11-29/2024-12-01"),
            ("since Thursday", "Thursday = 2024-11-28 Since"),
            ("after Tuesday's raid", "Tuesday's = 2024-11-26 After"),
            ("Mondays attack", "Mondays = 2024-12-02"),
            ("every Friday, and on Fridays", ""),
            ("next Friday", "next Friday = 2024-12-06"),
            (
                "overnight Wednesday and into Thursday morning",
                "Wednesday and into Thursday morning = 2024-11-27/2024-11-28",
            ),
        ],
    );
}

#[test]
fn times_that_point_from_the_day_of_publishing() {
    // A Monday.
    check(
        "2018-01-08",
        &[
            ("today", "today = 2018-01-08"),
            ("yesterday evening", "yesterday evening = 2018-01-07"),
            ("the day before yesterday", "day before yesterday = 2018-01-06"),
            ("this morning", "this morning = 2018-01-08"),
            ("raids overnight killed", "overnight = 2018-01-07/2018-01-08"),
            ("appeared overnight in late 2013", "late 2013 = 2013-09-01/2013-12-31"),
            ("two days ago", "two days ago = 2018-01-06"),
            ("fled eight days ago.", "eight days ago = 2017-12-31"),
            ("three weeks ago", "three weeks ago = 2017-12-15/2017-12-21"),
            ("over a decade ago", "over a decade ago = 2007-01-08/2008-01-08"),
            ("more than two years ago", "more than two years ago = 2015-01-08/2016-01-08"),
            ("last week", "last week = 2018-01-01/2018-01-07"),
            ("over the past week", "past week = 2018-01-01/2018-01-08"),
            ("over the weekend", "weekend = 2018-01-06/2018-01-07"),
            ("in the past 24 hours", "past 24 hours = 2018-01-07/2018-01-08"),
            ("over the previous few days", "previous few days = 2018-01-03/2018-01-08"),
            (
                "last weeks raid and in the last weeks",
                "last weeks = 2018-01-01/2018-01-07; last weeks = 2017-11-27/2018-01-08",
            ),
            ("a week-long truce, one hour earlier than planned", ""),
            ("in recent days", "recent days = 2018-01-01/2018-01-08"),
            ("in the last three days", "last three days = 2018-01-05/2018-01-08"),
            ("during the last 70 days", "last 70 days = 2017-10-30/2018-01-08"),
            ("last month", "last month = 2017-12-01/2017-12-31"),
            ("in Astana last year.", "last year = 2017-01-01/2017-12-31"),
            ("earlier this year", "earlier this year = 2018-01-01/2018-01-08"),
            ("have fought for months,", "for months = 2017-07-08/2018-01-08"),
            ("has been besieged for two years", "for two years = 2015-07-10/2018-01-08"),
            ("They are now in the city", "now = 2018-01-08"),
            ("now known as the Front", ""),
            ("for the next 4 years, a 44-year-old", ""),
        ],
    );
}

#[test]
fn times_that_are_counted_from_another() {
    check(
        "2018-01-08",
        &[
            (
                "It fell on May 3, 2017. Later the same day they left.",
                "May 3, 2017 = 2017-05-03; Later the same day = 2017-05-03 (text)",
            ),
            (
                "He spoke on Friday. More died the day before.",
                "Friday = 2018-01-05; day before = 2018-01-04 (text)",
            ),
            (
                "It fell on May 3, 2017. The following day they left.",
                "May 3, 2017 = 2017-05-03; following day = 2017-05-04 (text)",
            ),
            (
                "It fell on May 3, 2017. A week earlier they left.",
                "May 3, 2017 = 2017-05-03; A week earlier = 2017-04-23/2017-04-29 (text)",
            ),
            (
                "Three weeks after it fell in June 2015, a war began.",
                "Three weeks after = 2015-06-22/2015-07-21 (text); June 2015 = 2015-06-01/2015-06-30",
            ),
            (
                "Killed on Saturday, a day after they came.",
                "Saturday = 2018-01-06; a day after = 2018-01-06 (text)",
            ),
            ("A day after they came", "A day after = ? (text)"),
            (
                "It fell in May 2013. Since then they left.",
                "May 2013 = 2013-05-01/2013-05-31; then = 2013-05-01/2013-05-31 Since (text)",
            ),
            ("Earlier in the day, they came", "Earlier in the day = 2018-01-08"),
            ("On Friday they came.\nA\nB\nThat day", "Friday = 2018-01-05; That day = ? (text)"),
        ],
    );
}

#[test]
fn arabic_dates() {
    check(
        "2018-01-08",
        &[
            ("في 13 تشرين الثاني 2017", "13 تشرين الثاني 2017 = 2017-11-13"),
            ("١٣ نوفمبر ٢٠١٧", "١٣ نوفمبر ٢٠١٧ = 2017-11-13"),
            ("13 تشرين الثاني/نوفمبر 2017", "13 تشرين الثاني/نوفمبر 2017 = 2017-11-13"),
            ("يوم السبت", "السبت = 2018-01-06"),
            ("أمس", "أمس = 2018-01-07"),
            ("اليوم", "اليوم = 2018-01-08"),
            ("أمس الأحد", "أمس الأحد = 2018-01-07"),
            ("منذ عام 2012", "2012 = 2012-01-01/2012-12-31 Since"),
            ("الشهر الماضي", "الشهر الماضي = 2017-12-01/2017-12-31"),
            ("في شهر آب 2013", "آب 2013 = 2013-08-01/2013-08-31"),
        ],
    );
}

#[test]
fn without_a_day_of_publishing_only_whole_dates_are_known() {
    check(
        "",
        &[
            ("On Saturday and on May 3", "Saturday = ?; May 3 = ?"),
            ("On May 3, 2014, two days ago", "May 3, 2014 = 2014-05-03; two days ago = ?"),
            ("between May 3 and June 4, 2014", "May 3 and June 4, 2014 = 2014-05-03/2014-06-04"),
        ],
    );
}

proptest! {
    #[test]
    fn no_text_panics_and_times_stand_in_order(
        text in "(between|from|to|and|early|mid|late|-|/|,|the|first|half|of|last|two|99999|a|few|weeks|days|years|decades|ago|after|later|Monday|Sat|May|Feb|29|30|2016|2015|1|0|that|same|next|week|for|تشرين|الثاني|و|\\.|\n|\\PC| | | ){0,40}",
        number in prop_oneof![-719_162..-719_000_i32, 2_932_000..2_932_896_i32, 0..20_000_i32],
    ) {
        let tokens = tokens(&text);
        let mut end = 0;
        for mention in times(&tokens, &sentences(&text, &tokens), Some(Day::from_number(number))) {
            prop_assert!(mention.tokens.start >= end && mention.tokens.end > mention.tokens.start);
            prop_assert!(mention.tokens.end <= tokens.len());
            end = mention.tokens.end;
        }
    }

    #[test]
    fn a_past_weekday_is_never_after_publishing(weekday in 0_usize..7, number in 0..30_000) {
        let name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday];
        let published = Day::from_number(number);
        for text in [format!("on {name}"), format!("last {name} night"), format!("{name} and {name}")] {
            let tokens = tokens(&text);
            for mention in times(&tokens, &sentences(&text, &tokens), Some(published)) {
                prop_assert!(mention.interval.is_some_and(|days| days.last() <= published));
            }
        }
    }
}
