//! Every number that the ranking turns on, in one place. They were chosen on `tests/search/queries.tsv`; the held-out
//! questions played no part. docs/search.md says what each is worth.

/// The numbers of the ranking. [`Default`] has those that are used; others are for comparing.
#[derive(Debug, Clone)]
pub struct Weights {
    /// A word in a page's name or other names, against one in running text.
    pub name: f32,
    /// A word in a heading, against one in running text.
    pub heading: f32,
    /// How much a long text counts less for a word than a short one: 0 not at all, 1 in proportion.
    pub long: f32,
    /// The same for headings.
    pub long_heading: f32,
    /// How fast more of the same word stops counting, at a place (BM25's k1).
    pub more: f32,
    /// The same for a page as a whole.
    pub page_more: f32,
    /// What the page as a whole says, against what the place itself says.
    pub page: f32,
    /// A place's own words that its page's name has too, against words that only the place has.
    pub own: f32,
    /// A whole name of a page, a service or a word of the glossary that stands in the question.
    pub phrase: f32,
    /// The top of a page, when its name was typed and little else.
    pub head: f32,
    /// What happened and whom to contact for it in the family's country, when a question speaks of danger.
    pub need: f32,
    /// What to do now, on the page of a worry, against whom to contact for it, when both are put first.
    pub now: f32,
    /// A word of the word list, when a question asks what something means.
    pub meaning: f32,
    /// A word that is near (see `lists.rs`), against the word itself.
    pub near: f32,
    /// A word one slip away; two slips count half of that.
    pub typo: f32,
    /// A word that the last word may be the beginning of.
    pub begun: f32,
    /// Figures and the word list, against guides.
    pub reference: f32,
    /// A helper, when neither its name nor whom to ring was asked.
    pub service: f32,
    /// Another country's helpers, when that country was not named.
    pub elsewhere: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            name: 5.0,
            heading: 3.0,
            long: 0.2,
            long_heading: 0.3,
            more: 2.0,
            page_more: 2.0,
            page: 0.4,
            own: 0.1,
            phrase: 2.0,
            head: 0.2,
            need: 1.5,
            now: 1.5,
            meaning: 1.4,
            near: 0.35,
            typo: 0.7,
            begun: 0.5,
            reference: 0.8,
            service: 0.8,
            elsewhere: 0.4,
        }
    }
}
