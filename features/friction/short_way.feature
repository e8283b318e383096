@friction
Feature: The way to the order is short, and forgives

  @UX08
  Scenario: A guest reaches the review within the store's budget of pages and fields
    Given I have a product in stock in my cart
    When I am ready to place my order
    Then I should have needed no more pages and fields than the store's budget

  @UX04 @UX05
  Scenario: A forgotten field is named, and what I typed is kept
    Given I have a product in stock in my cart
    When I forget my city in the address
    Then I should be told which field is missing
    And what I typed should still be there

  Scenario: The button to the payment leads to the payment
    Given I have a product in stock in my cart
    When I reach the payment step
    Then every way to pay that the store names should be offered
