//! Which version of the API a request asks for.

/// A version 2.x of the API, by its second number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u8);

impl Version {
    /// What a workspace answers with when a request names no version.
    pub(crate) const DEFAULT: Self = Self(14);
    /// Ticket states became objects.
    pub(crate) const STATE_OBJECTS: Self = Self(12);
    /// Owners became strings, ticket assignees numbers, priorities five words; articles lost their single parent.
    pub(crate) const NEW_SHAPES: Self = Self(16);
    /// Contact searches compare to the second.
    pub(crate) const EXACT_CONTACTS: Self = Self(17);

    /// Reads the `Intercom-Version` header. `None`: this is not one the sandbox pretends.
    pub(crate) fn parse(header: Option<&str>) -> Option<Self> {
        match header.map(str::trim) {
            None | Some("") => Some(Self::DEFAULT),
            Some("Preview" | "Unstable") => Some(Self::EXACT_CONTACTS),
            Some(text) => {
                let minor = text.strip_prefix("2.")?.parse().ok()?;
                (11..=17).contains(&minor).then_some(Self(minor))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_and_the_unknown_is_refused() {
        assert_eq!(Version::parse(None), Some(Version::DEFAULT));
        assert!(Version::parse(Some("2.9")).is_none());
        assert!(Version::parse(Some("latest")).is_none());
        assert!(Version::parse(Some("2.16")) >= Some(Version::NEW_SHAPES));
        assert!(Version::parse(Some("2.15")) < Some(Version::NEW_SHAPES));
    }
}
