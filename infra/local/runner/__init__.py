"""Runs the functions with AWS's own Lambda runtime client: for requests, queues and schedules."""
