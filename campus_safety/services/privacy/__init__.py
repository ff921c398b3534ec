"""What the personal information law asks: assessments before, requests of the persons concerned, holds on what is evidence."""
