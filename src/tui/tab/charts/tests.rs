//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.
