//! Where a workspace lives: the three regions and the address that calls go to.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::SafeText;

/// One of the places where Intercom keeps workspaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// The United States, where most workspaces are.
    #[default]
    UnitedStates,
    /// The European Union.
    Europe,
    /// Australia.
    Australia,
}

impl Region {
    /// All regions.
    pub const ALL: [Self; 3] = [Self::UnitedStates, Self::Europe, Self::Australia];

    /// The code that Intercom's API and our configuration use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnitedStates => "US",
            Self::Europe => "EU",
            Self::Australia => "AU",
        }
    }

    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnitedStates => "United States",
            Self::Europe => "Europe",
            Self::Australia => "Australia",
        }
    }

    /// The host of the API in this region.
    pub const fn host(self) -> &'static str {
        match self {
            Self::UnitedStates => "api.intercom.io",
            Self::Europe => "api.eu.intercom.io",
            Self::Australia => "api.au.intercom.io",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No region has this name; says which there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no Intercom region {name:?}; choose US (United States), EU (Europe) or AU (Australia)")]
pub struct UnknownRegion {
    /// What was asked for.
    pub name: SafeText,
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(name: &str) -> Result<Self, UnknownRegion> {
        let wanted = name.trim().to_ascii_lowercase();
        match wanted.as_str() {
            "us" | "usa" | "united states" => Ok(Self::UnitedStates),
            "eu" | "europe" | "european union" => Ok(Self::Europe),
            "au" | "aus" | "australia" => Ok(Self::Australia),
            _ => Err(UnknownRegion {
                name: SafeText::new(name),
            }),
        }
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The one address that a client talks to: encrypted, or on this computer. Holds no trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    address: String,
    loopback: bool,
}

/// An address that a token must not be sent to, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// It is not an address.
    #[error("{0:?} is not an address: write it as https://api.intercom.io")]
    NotAnAddress(SafeText),
    /// It would send the token in the clear.
    #[error(
        "{0:?} is not encrypted: use https:// (plain http:// is only for this computer, such as http://127.0.0.1:8080)"
    )]
    NotEncrypted(SafeText),
    /// It says who logs in, and the token does that; it could also disguise the host.
    #[error("the address has a user name or password before its host: take out everything up to the @")]
    UserInfo,
    /// It ends in a query or fragment, which would end up in every call.
    #[error("the address has a ? or # part: leave only the host, such as https://api.intercom.io")]
    Query,
}

impl BaseUrl {
    /// The public address of a region.
    pub fn of(region: Region) -> Self {
        Self {
            address: format!("https://{}", region.host()),
            loopback: false,
        }
    }

    /// The region whose public address this is; `None` for a proxy or a sandbox.
    pub fn region(&self) -> Option<Region> {
        Region::ALL.into_iter().find(|region| Self::of(*region) == *self)
    }

    /// Whether it is on this computer.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The address as text, without a closing slash.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The address of a path below this one. `path` begins with a slash.
    pub(super) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        let url = Url::parse(text).map_err(|_| BaseUrlError::NotAnAddress(SafeText::new(text)))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        let loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(BaseUrlError::NotEncrypted(SafeText::new(text))),
            _ => return Err(BaseUrlError::NotAnAddress(SafeText::new(text))),
        }
        let address = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { address, loopback })
    }
}

impl Serialize for BaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_understood_however_they_are_written() {
        for (region, names) in [
            (Region::UnitedStates, ["US", "us", " United States "]),
            (Region::Europe, ["EU", "Europe", "europe"]),
            (Region::Australia, ["AU", "Australia", "aus"]),
        ] {
            for name in names {
                assert_eq!(name.parse(), Ok(region), "{name}");
            }
            assert_eq!(
                serde_json::to_string(&region).unwrap(),
                format!("\"{}\"", region.code())
            );
        }
        let unknown = "Mars".parse::<Region>().unwrap_err().to_string();
        assert!(unknown.contains("US") && unknown.contains("EU") && unknown.contains("AU"));
    }

    #[test]
    fn the_public_addresses_are_addresses() {
        for region in Region::ALL {
            let base = BaseUrl::of(region);
            assert_eq!(base.as_str().parse(), Ok(base.clone()));
            assert_eq!(base.region(), Some(region));
            assert!(!base.is_loopback());
        }
    }

    #[test]
    fn a_token_goes_nowhere_unsafe() {
        for good in [
            "https://api.intercom.io/",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:99/prefix/",
        ] {
            let base = good.parse::<BaseUrl>().unwrap();
            assert_eq!(base.join("/me"), format!("{}/me", good.trim_end_matches('/')));
        }
        assert!(matches!(
            "http://api.intercom.io".parse::<BaseUrl>(),
            Err(BaseUrlError::NotEncrypted(_))
        ));
        assert!(matches!(
            "http://127.0.0.1.evil.com".parse::<BaseUrl>(),
            Err(BaseUrlError::NotEncrypted(_))
        ));
        assert!(matches!(
            "https://api.intercom.io@evil.com".parse::<BaseUrl>(),
            Err(BaseUrlError::UserInfo)
        ));
        assert!(matches!(
            "https://api.intercom.io?x=1".parse::<BaseUrl>(),
            Err(BaseUrlError::Query)
        ));
        assert!(matches!(
            "https://api.intercom.io/#a".parse::<BaseUrl>(),
            Err(BaseUrlError::Query)
        ));
        for bad in ["", "api.intercom.io", "file:///etc/passwd", "ftp://a"] {
            let error = bad.parse::<BaseUrl>().unwrap_err();
            assert!(matches!(error, BaseUrlError::NotAnAddress(_)), "{bad}");
            assert!(error.to_string().contains("https://"));
        }
    }
}
