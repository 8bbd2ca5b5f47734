//! Whole screens of the sync history.
