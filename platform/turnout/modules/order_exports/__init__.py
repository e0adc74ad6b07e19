"""Exports of orders, attendees, check-ins and payments: tables with chosen columns, made by a job.

A file is kept for some days. Which lines are in it is fixed when it starts. A job makes them part
by part, so a killed worker leaves each part either made or waiting, and nothing is downloaded
before the last one is there.
"""
