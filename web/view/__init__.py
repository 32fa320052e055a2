"""What a page shows, as plain values and markup: templates, charts, pictures, paging."""
