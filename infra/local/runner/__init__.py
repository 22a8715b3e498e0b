"""Runs the functions under AWS's own Lambda runtime client, for requests, queues and schedules."""
