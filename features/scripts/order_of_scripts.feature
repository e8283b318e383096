@scripts
Feature: The checkout does not hang on the order of its scripts

  @PL08
  Scenario: Scripts in a different order leave the way to the order open
    Given I have a product in stock in my cart
    And the scripts on the pages will run in a different order
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay

  @PL08
  Scenario: Deferred scripts leave the way to the order open
    Given I have a product in stock in my cart
    And the scripts on the pages will be deferred
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
