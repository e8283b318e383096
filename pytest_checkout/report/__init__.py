"""Who reads the results: terminal, Allure, readiness.json."""
