"""The Web API: one function a method, one table of them all."""
