"""Pages of overpayments: looking, acting, histories."""
