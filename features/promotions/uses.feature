@promotions
Feature: The uses of a code are counted by orders, and by orders alone

  @PR13
  Scenario: A failed payment does not use up a code
    Given nobody has used a single-use code yet
    And I have a product in stock in my cart
    When I apply a single-use code
    And I choose to pay with a declined card
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And a single-use code should have been used 0 times
    And I should be told that my payment was refused
    When I try again with a good card
    Then my order should be confirmed
    And my order should carry the discount
    And a single-use code should have been used 1 time

  @PR14
  Scenario: A shopper who leaves and comes back can still use a single-use code
    Given nobody has used a single-use code yet
    And I have a product in stock in my cart
    When I apply a single-use code
    And I leave the shop and come back
    And I open my cart
    Then my discount should be what the code promises
    When I place my order
    Then my order should be confirmed
    And my order should carry the discount

  @PR12 @PR35
  Scenario: A cancelled order treats its code as the store declares
    Given nobody has used a single-use code yet
    And I have a product in stock in my cart
    When I apply a single-use code
    And I place my order
    Then my order should be confirmed
    And a single-use code should have been used 1 time
    When my order is cancelled
    Then a single-use code should be used or free again, as the store declares for cancelled orders

  @PR16
  Scenario: A code does not care about capitals
    Given I have a product in stock in my cart
    When I type a live code in small letters
    Then my discount should be what the code promises

  @PR23
  Scenario: A code that takes off more than the goods cost takes nothing below zero
    Given a product in stock costs less than a fixed code takes off
    And I have a product in stock in my cart
    When I apply a fixed code
    Then no amount of my bill should be below zero
    And the parts of my bill should add up to the total

  @PR10
  Scenario: A code for one use by each shopper gives a guest nothing twice
    Given each shopper may use a live code 1 time
    And I have a product in stock in my cart
    And I choose to pay by invoice
    When I apply a live code
    And I place my order
    And I have a product in stock in my cart
    And I apply a live code
    And I try to place my order
    Then that code should have given me a discount 1 time at most
