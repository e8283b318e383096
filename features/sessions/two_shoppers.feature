@sessions
Feature: What is mine is shown to nobody else, and what I saw is what I order

  @SE04 @SC06
  Scenario: Two shoppers on the review see their own details alone
    Given another shopper is ready to place an order of their own
    And I have a product in stock in my cart
    When I am ready to place my order
    Then no other shopper's details should be visible

  @PL11
  Scenario: No page on the way to the order is kept by a cache for everybody
    Given I have a product in stock in my cart
    And I watch what caches may keep
    When I am ready to place my order
    Then no page should be kept by a cache for everybody

  @GW22
  Scenario: An order takes what the review showed, whatever happened in another tab
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    When I put a product with odd cents in my cart in another tab
    And I try to place my order
    Then I should have ordered what I saw, or be shown the new total first
