@scripts
Feature: The clock of the device is nobody's authority

  Scenario: A device whose clock is wrong can order
    Given I have a product in stock in my cart
    And the clock of my device is 400 days ahead
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
