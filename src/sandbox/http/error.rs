//! Errors as Intercom tells them.

use crate::sandbox::json::Writer;

/// An error answer: its status and the one entry of its error list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) field: Option<String>,
    /// Where the record is now: the value of a `Link` header.
    pub(crate) link: Option<String>,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            field: None,
            link: None,
        }
    }

    /// 400 for a parameter whose value cannot be used. Intercom does not say which code it sends for most of them.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(400, "parameter_invalid", message)
        }
    }

    pub(crate) fn not_found(code: &'static str, what: &str) -> Self {
        Self::new(404, code, format!("{what} not found"))
    }

    /// The body.
    pub(crate) fn body(&self, request_id: &str) -> Vec<u8> {
        let mut to = Writer::with_capacity(256);
        to.item(|to| {
            to.put("type", "error.list");
            to.put("request_id", request_id);
            to.list("errors", |to| {
                to.item(|to| {
                    to.put("code", self.code);
                    to.put("message", &self.message);
                    if let Some(field) = &self.field {
                        to.put("field", field);
                    }
                });
            });
        });
        to.into_bytes()
    }
}
