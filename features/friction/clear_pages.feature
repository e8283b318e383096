@friction
Feature: Pages say what matters, where shoppers look for it

  @UX12
  Scenario: On the review the parts of the bill stand before its total
    Given I have a product in stock in my cart
    When I am ready to place my order
    Then the parts of my bill should stand before its total

  @UX14
  Scenario: The confirmation shows what a shopper keeps
    Given I have a product in stock in my cart
    When I place my order
    Then my order should be confirmed
    And my confirmation should show its number, what I ordered, where it goes and the total

  @UX11
  Scenario: The bill does not change by itself once it looks settled
    Given I watch whether amounts change by themselves
    And I have a product in stock in my cart
    When I am ready to place my order
    Then the bill should have been settled whenever it looked so
    When I place my order
    Then the same total should appear on the confirmation, the order and the charge

  @UX03
  Scenario: The button shows at once that my order is on its way
    Given I have a product in stock in my cart
    And I am ready to place my order
    And what I send next will be 3 seconds on its way
    When I place my order and watch its button
    Then the button should have shown that my order is on its way
    And my order should be confirmed
    And exactly 1 order should exist for me

  @UX13
  Scenario: A note to my order is kept
    Given I have a product in stock in my cart
    When I write a note to my order
    And I place my order
    Then my order should be confirmed
    And my note should have been kept
