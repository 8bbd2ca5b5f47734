//! Whole screens of the data sources.
