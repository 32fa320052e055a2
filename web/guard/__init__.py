"""Who may do what on the pages: sessions, cookies, headers, and the brake on bad sign-ins."""
