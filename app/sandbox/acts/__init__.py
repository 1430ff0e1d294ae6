"""What happens in a workspace, whoever does it: the app by the Web API, or a person.

Each act changes the world, then tells the app (events) and the people (feeds).
"""
