"""Writing dilemmas in the Wagtail admin: scene by scene, with a map, versions, cards, translations."""
