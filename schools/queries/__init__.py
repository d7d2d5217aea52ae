"""Reading people, posts and vacancies for their pages."""
