"""Pages of plans: looking, acting, comparing."""
