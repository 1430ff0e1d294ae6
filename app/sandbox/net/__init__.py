"""The wire: listening, requests and answers, which path goes where."""
