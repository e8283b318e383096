@orders
Feature: An order that is sent twice is taken once

  @UX01
  Scenario: A double click on the last button orders and charges once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    When I place my order twice in quick succession
    Then my order should be confirmed
    And I should be charged once for the one order that exists

  @UX01 @GW18
  Scenario: An order that the network sends twice is taken and charged once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And what I send next will arrive twice
    When I try to place my order
    Then I should be charged once for the one order that exists

  @UX02 @SE12
  Scenario: Ordering again after a lost answer orders and charges once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the answer to what I send next will be lost
    When I place my order and see no answer
    And I come back and order what is still in my cart
    Then I should be charged once for the one order that exists
    And exactly 1 confirmation e-mail should tell me of it
