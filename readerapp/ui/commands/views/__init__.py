"""What the list shows: views, filters, the sidebar, papers near others."""
