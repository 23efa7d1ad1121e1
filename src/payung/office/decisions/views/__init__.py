"""Pages of decisions: looking, acting, papers."""
